"""The databases that are measured: one for each size, made and dropped here; the process changes between them.

Django's default connection is exchanged as a whole, so that pages, services and commands run as they are.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import load_backend

from enplan.demo.scale.load import load_country
from enplan.demo.scale.world import world_of
from plans.models import Plan

Say = Callable[[str], None]


class Countries:
    """A database for each of `sizes`, on the server (or in files of the kind) that the settings name."""

    def __init__(self, sizes: list[int], *, seed: int, keep: bool, say: Say) -> None:
        self.sizes = sizes
        self.seed = seed
        self._keep = keep
        self._say = say
        self._settings: dict[str, Any] = dict(connections[DEFAULT_DB_ALIAS].settings_dict)
        self._wrappers: dict[int, BaseDatabaseWrapper] = {}
        self._folder = TemporaryDirectory(prefix="enplan-bench-") if self.is_sqlite else None

    @property
    def is_sqlite(self) -> bool:
        return "sqlite" in self._settings["ENGINE"]

    @contextmanager
    def made(self) -> Iterator["Countries"]:
        """Make those that are not there, and drop them in the end unless they are to be kept."""
        try:
            empty = ""
            for size in self.sizes:
                is_new = self._make(size, like=empty)
                empty = empty or (self._name(size) if is_new else "")
            for size in self.sizes:
                self._fill(size)
            yield self
        finally:
            for size, wrapper in self._wrappers.items():
                wrapper.close()
                if not self._keep:
                    self._drop(size)
            if self._folder is not None:
                self._folder.cleanup()

    @contextmanager
    def at(self, size: int) -> Iterator[None]:
        """Let everything in the block be stored in, and read from, the country of this size."""
        usual = connections[DEFAULT_DB_ALIAS]
        connections[DEFAULT_DB_ALIAS] = self._wrappers[size]
        try:
            yield
        finally:
            connections[DEFAULT_DB_ALIAS] = usual

    def _make(self, size: int, *, like: str) -> bool:
        """With all tables, as they are in the database `like` where one has been made: migrating takes long. Answers
        whether it is new, and so empty.
        """
        is_new = not (self._keep and not self.is_sqlite and self._is_there(size))
        if is_new and not self.is_sqlite:
            self._drop(size)
            self._on_server(f'CREATE DATABASE "{self._name(size)}"' + (f' TEMPLATE "{like}"' if like else ""))
        self._wrappers[size] = self._wrapper(self._name(size))
        with self.at(size):
            call_command("migrate", verbosity=0)
        self._wrappers[size].close()  # nobody may be at a database that another is made like
        return is_new

    def _fill(self, size: int) -> None:
        with self.at(size):
            if Plan.objects.count() != size:
                self._say(f"Loading {size} plans …")
                load_country(world_of(seed=self.seed, plans=size))

    def _name(self, size: int) -> str:
        name = f"bench_{self.seed}_{size}"
        return str(Path(self._folder.name) / name) if self._folder else f"{self._settings['NAME']}_{name}"

    def _wrapper(self, name: str) -> BaseDatabaseWrapper:
        backend: Any = load_backend(self._settings["ENGINE"])
        wrapper: BaseDatabaseWrapper = backend.DatabaseWrapper(
            {**self._settings, "NAME": name}, DEFAULT_DB_ALIAS
        )
        return wrapper

    def _is_there(self, size: int) -> bool:
        return bool(self._on_server("SELECT 1 FROM pg_database WHERE datname = %s", self._name(size)))

    def _drop(self, size: int) -> None:
        if not self.is_sqlite:
            self._on_server(f'DROP DATABASE IF EXISTS "{self._name(size)}"')

    def _on_server(self, statement: str, *values: str) -> list[Any]:
        """Run one statement beside the databases that are measured. Names come from the settings and from numbers."""
        server = self._wrapper("postgres")
        try:
            with server.cursor() as cursor:
                cursor.execute(statement, values or None)
                return list(cursor.fetchall()) if cursor.description else []
        finally:
            server.close()
