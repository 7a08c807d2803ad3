"""Reads the project's own source and tells where it breaks the rules of the house.

Only what a linter cannot be told belongs here: which part may import which, where queries may be written, how large
a module may be. Each rule is a function from a module to complaints; test_structure.py runs them over every module,
and over bad samples to show that they can complain.
"""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("enplan", "citizens", "plans", "integrations")

# Each may import itself and what stands above it here. What is not named under enplan is ground: audit, accounts, web.
LAYERS = {
    "enplan": 0,
    "citizens": 1,
    "plans": 2,
    "integrations": 3,
    "enplan.demo": 4,
    "enplan.settings": 4,
    "enplan.urls": 4,
    "enplan.wsgi": 4,
}
KNOWS_GUARDIAN = {"plans.grants", "plans.permissions"}
NO_NAMES = {"utils", "util", "helpers", "helper", "misc", "common"}
MOST_LINES = 300
LOCKS = {"require", "lock_plan", "_lock_plans_of"}

MODEL_REFERENCE = re.compile(rf"({'|'.join(PACKAGES[1:])})\.[A-Z]\w*")
EXCUSE = re.compile(r"#\s*(noqa\b(:\s*[A-Z]+\d+(,\s*[A-Z]+\d+)*)?|type:\s*ignore(\[[\w, -]*\])?)")


@dataclass(frozen=True)
class Module:
    """A module by its dotted name, with its text and its parsed tree."""

    name: str
    source: str
    tree: ast.Module

    @classmethod
    def of(cls, name: str, source: str) -> "Module":
        return cls(name, source, ast.parse(source))

    @property
    def parts(self) -> list[str]:
        return self.name.split(".")

    @property
    def is_migration(self) -> bool:
        return "migrations" in self.parts

    @property
    def answers_requests(self) -> bool:
        """Whether it takes a request or lays out an answer; a page's look-ups stand in modules beside it."""
        return any(
            re.fullmatch(r"(\w+_)?(views|api|prints|presenters?|page)(_\w+)?", part) for part in self.parts
        )


def project_modules() -> list[Module]:
    paths = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
    return [Module.of(dotted_name(path), path.read_text()) for path in paths]


def dotted_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def complaints(module: Module) -> list[str]:
    return [f"{module.name}: {text}" for rule in RULES for text in rule(module)]


def imports(module: Module) -> Iterator[str]:
    """The dotted names a module imports; `from a import b` counts as a.b, since b may be a module."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            before = module.parts[: -node.level] if node.level else []
            start = ".".join([*before, *filter(None, [node.module])])
            yield from (f"{start}.{alias.name}" for alias in node.names)


def layer(name: str) -> int | None:
    """The layer of a module, or None for what is not ours."""
    parts = name.split(".")
    return LAYERS.get(".".join(parts[:2]), LAYERS.get(parts[0]))


def imports_one_way(module: Module) -> Iterator[str]:
    own = layer(module.name)
    for name in sorted(set(imports(module)) | set(model_references(module))):
        other = layer(name)
        if own is not None and other is not None and other > own:
            yield f"looks up to {name}; imports go one way"


def model_references(module: Module) -> Iterator[str]:
    """Models that are named by a text, as in ForeignKey("plans.Plan"): an import in all but name."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if MODEL_REFERENCE.fullmatch(node.value):
                yield node.value


def guardian_stays_in_its_place(module: Module) -> Iterator[str]:
    if module.name not in KNOWS_GUARDIAN and any(
        name.split(".")[0] == "guardian" for name in imports(module)
    ):
        yield "imports guardian; only plans.grants and plans.permissions know it"


def has_perm_is_never_asked(module: Module) -> Iterator[str]:
    """It joins past the stored grants' manager and answers yes for a lapsed one."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and node.attr in {"has_perm", "has_perms", "has_module_perms"}:
            yield f"line {node.lineno}: asks {node.attr}; ask plans.permissions"


def views_ask_scoped_getters(module: Module) -> Iterator[str]:
    """A manager in a view is a query that nobody has narrowed to what the viewer may see."""
    if not module.answers_requests:
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager", "_base_manager"}:
            yield f"line {node.lineno}: uses .{node.attr}; fetch through a scoped getter"
        if (
            isinstance(node, ast.Call)
            and node.args
            and called(node) in {"get_object_or_404", "get_list_or_404"}
        ):
            if ast.unparse(node.args[0]).rpartition(".")[2][:1].isupper():
                yield f"line {node.lineno}: {called(node)} on a whole model; fetch through a scoped getter"


def called(node: ast.Call) -> str:
    return ast.unparse(node.func).rpartition(".")[2]


def the_clock_is_asked_in_one_place(module: Module) -> Iterator[str]:
    """Ruff knows this too, but is told to look away where guardian is allowed."""
    if module.name == "enplan.clock":
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and node.attr in {"now", "today", "utcnow"}:
            if ast.unparse(node.value).rpartition(".")[2] in {"timezone", "datetime", "date"}:
                yield f"line {node.lineno}: asks the real clock; ask enplan.clock"


def names_say_the_topic(module: Module) -> Iterator[str]:
    if module.parts[-1] in NO_NAMES:
        yield "is named after nothing; name the topic"


def modules_stay_small(module: Module) -> Iterator[str]:
    lines = len(module.source.splitlines())
    if lines > MOST_LINES and not module.is_migration:
        yield f"has {lines} lines; split it at {MOST_LINES}"


def ignores_give_their_reason(module: Module) -> Iterator[str]:
    before = ""
    for number, line in enumerate(module.source.splitlines(), start=1):
        if EXCUSE.search(line):
            beside = EXCUSE.sub("", line[line.index("#") :]).strip(" #:—–-")
            if len(beside) < 8 and not before.startswith("#"):
                yield f"line {number}: silences a check and does not say why"
        before = line.strip()


def the_plan_is_locked_before_it_is_asked(module: Module) -> Iterator[str]:
    """What a person may, read before the plan is locked, may have been closed when it is used."""
    if module.parts[:2] != ["plans", "services"]:
        return
    for function in ast.walk(module.tree):
        if isinstance(function, ast.FunctionDef):
            lines: dict[str, int] = {}
            for node in ast.walk(function):
                if isinstance(node, ast.Call):
                    lines[called(node)] = min(node.lineno, lines.get(called(node), node.lineno))
            locked = [line for name, line in lines.items() if name in LOCKS]
            asked = lines.get("standing_of")
            if asked is not None and locked and asked < min(locked):
                yield f"line {asked}: reads the standing before the plan is locked"


RULES: list[Callable[[Module], Iterator[str]]] = [
    imports_one_way,
    guardian_stays_in_its_place,
    has_perm_is_never_asked,
    views_ask_scoped_getters,
    the_clock_is_asked_in_one_place,
    names_say_the_topic,
    modules_stay_small,
    ignores_give_their_reason,
    the_plan_is_locked_before_it_is_asked,
]
