"""Reading maps from a file: which keys there may be, and what each must hold. Nothing about citizens or plans here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import yaml

from enplan import clock

Reader = Callable[[Any, str], Any]
"""From a value and where it stands to the value as it is used; ScenarioError when it is not understood."""


class ScenarioError(ValueError):
    """A file that is not understood. The text says where in the file, and what is wrong."""


class NotBuilt(ScenarioError):
    """A file that is understood, but asks for a part of the program that does not exist yet."""

    def __init__(self, part: str) -> None:
        super().__init__(f"part not built yet: {part}")


@dataclass(frozen=True)
class Shape:
    """The keys of one kind of map, and how each is read. An optional key without a value counts as left out."""

    needed: Mapping[str, Reader] = field(default_factory=dict)
    optional: Mapping[str, Reader] = field(default_factory=dict)

    def __call__(self, data: Any, where: str) -> dict[str, Any]:
        """Read a map. ScenarioError for an unknown key, a missing one, or a value that is not understood."""
        if not isinstance(data, dict):
            raise ScenarioError(f"{where}: must be a map of keys")
        unknown = [str(key) for key in data if key not in self.keys]
        if unknown:
            raise ScenarioError(f"{where}: unknown key {', '.join(unknown)}")
        missing = [key for key in self.needed if key not in data]
        if missing:
            raise ScenarioError(f"{where}: lacks {', '.join(missing)}")
        read = {key: reader(data[key], f"{where}.{key}") for key, reader in self.needed.items()}
        for key, reader in self.optional.items():
            if data.get(key) is not None:
                read[key] = reader(data[key], f"{where}.{key}")
        return read

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(self.needed) | frozenset(self.optional)

    def with_optional(self, **readers: Reader) -> "Shape":
        return Shape(self.needed, {**self.optional, **readers})


class _Loader(yaml.SafeLoader):
    """Reads YAML and refuses a map that says the same key twice, of which YAML would silently keep the last."""


def _map_without_doubles(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    loader.flatten_mapping(node)
    keys = [loader.construct_object(key, deep=True) for key, _ in node.value]
    doubles = {str(key) for key in keys if keys.count(key) > 1}
    if doubles:
        raise ScenarioError(f"line {node.start_mark.line + 1}: says {', '.join(sorted(doubles))} twice")
    return loader.construct_mapping(node, deep=True)


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _map_without_doubles)


def read_yaml(text: str) -> Any:
    """The data of a YAML text. ScenarioError for text that is no YAML."""
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506  # a SafeLoader underneath
    except yaml.YAMLError as error:
        raise ScenarioError(f"no YAML: {error}") from error


def text(value: Any, where: str) -> str:
    """A text that is not empty. A bare number is taken as it is written."""
    if isinstance(value, bool) or not isinstance(value, str | int | float) or not str(value).strip():
        raise ScenarioError(f"{where}: must be a text")
    return str(value)


def texts(value: Any, where: str) -> list[str]:
    """A list of texts, possibly empty."""
    if not isinstance(value, list):
        raise ScenarioError(f"{where}: must be a list")
    return [text(one, f"{where}[{number}]") for number, one in enumerate(value)]


def flag(value: Any, where: str) -> bool:
    if not isinstance(value, bool):
        raise ScenarioError(f"{where}: must be true or false")
    return value


def day(value: Any, where: str) -> date:
    """A day, as YAML reads it (2026-03-01)."""
    if isinstance(value, datetime) or not isinstance(value, date):
        raise ScenarioError(f"{where}: must be a day, like 2026-03-01")
    return value


def instant(value: Any, where: str) -> datetime:
    """An instant in Denmark (2026-03-01T10:00); YAML takes it for a text when it has no seconds. A day is its start."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            raise ScenarioError(f"{where}: must be an instant, like 2026-03-01T10:00") from None
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=clock.COPENHAGEN)
    return clock.start_of(day(value, where))


def number(least: int, most: int) -> Reader:
    """A whole number in a range."""

    def read(value: Any, where: str) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise ScenarioError(f"{where}: must be a number from {least} to {most}")
        return value

    return read


def one_of(*words: str) -> Reader:
    """One of some words."""

    def read(value: Any, where: str) -> str:
        if value not in words:
            raise ScenarioError(f"{where}: must be one of {', '.join(words)}")
        return str(value)

    return read


def some_of(*words: str) -> Reader:
    """A list of some of the words, at least one."""
    one = one_of(*words)

    def read(value: Any, where: str) -> list[str]:
        if not isinstance(value, list) or not value:
            raise ScenarioError(f"{where}: must be a list of at least one")
        return [one(word, f"{where}[{place}]") for place, word in enumerate(value)]

    return read


def list_of(reader: Reader) -> Reader:
    """A list, each read the same way."""

    def read(value: Any, where: str) -> list[Any]:
        if not isinstance(value, list):
            raise ScenarioError(f"{where}: must be a list")
        return [reader(one, f"{where}[{place}]") for place, one in enumerate(value)]

    return read


def map_of(reader: Reader) -> Reader:
    """A map from a name to something, each read the same way. Without a value it is empty."""

    def read(value: Any, where: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise ScenarioError(f"{where}: must be a map of names")
        return {text(name, where): reader(one, f"{where}.{name}") for name, one in value.items()}

    return read
