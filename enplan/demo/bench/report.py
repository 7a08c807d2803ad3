"""Telling the figures: as JSON for the next run, and as a table for people, with the figures of the run before."""

import json
import os
import platform
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.db import connection

from enplan.demo.bench.figures import Figure

LIBRARIES = ("Django", "django-guardian", "psycopg", "weasyprint")
FORMAT = 1


def environment(*, sizes: list[int], rounds: int, seed: int) -> dict[str, Any]:
    """What the figures depend on; nothing by which the machine could be known."""
    return {
        "sizes": sizes,
        "rounds": rounds,
        "seed": seed,
        "processors": os.cpu_count(),
        "python": platform.python_version(),
        "database": {"kind": connection.vendor, "version": _database_version()},
        "libraries": {name: version(name) for name in LIBRARIES},
    }


def _database_version() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()" if connection.vendor == "sqlite" else "SHOW server_version")
        (text,) = cursor.fetchone()
    return str(text).split(" ", 1)[0]


def report(figures: Iterable[Figure], about: dict[str, Any], before: dict[str, Any] | None) -> dict[str, Any]:
    """The whole of it. `before` is an earlier report; each of its figures stands beside the new one."""
    earlier = (before or {}).get("figures", {})
    return {
        "format": FORMAT,
        "environment": about,
        "before": None if before is None else before.get("environment"),
        "figures": {
            figure.key: figure.as_json() | {"before": _in_short(earlier.get(figure.key))}
            for figure in figures
        },
    }


def _in_short(figure: dict[str, Any] | None) -> dict[str, Any] | None:
    if figure is None:
        return None
    medians = {name: value["median"] for name, value in figure["values"].items()}
    return {"ratio": figure["ratio"], "values": medians}


def read_report(path: Path) -> dict[str, Any]:
    """An earlier report. ValueError when it is none."""
    found = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise ValueError(f"{path} is no report of this kind.")
    return found


def write_report(whole: dict[str, Any], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(whole, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def table(whole: dict[str, Any]) -> str:
    """The figures in columns, for a terminal and for a note."""
    rows = [("figure", "measured", "queries", "ratio", "goal", "", "ratio before")]
    for figure in whole["figures"].values():
        values = figure["values"]
        before = figure["before"]
        rows.append(
            (
                figure["what"],
                ", ".join(f"{name}: {one['median']:.1f} {figure['unit']}" for name, one in values.items()),
                "/".join(dict.fromkeys(str(one["queries"]) for one in values.values() if "queries" in one)),
                _number(figure["ratio"]),
                ""
                if figure["goal"] is None
                else f"{'≥' if figure['goal_is'] == 'at least' else '≤'} {figure['goal']}",
                {True: "ok", False: "not reached", None: ""}[figure["holds"]],
                _number(before["ratio"]) if before else "",
            )
        )
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"
