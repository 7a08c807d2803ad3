"""bin/audit: what is weak is told, and what nobody could be asked about is not taken for harmless."""

import importlib.util
from importlib.machinery import SourceFileLoader
from pathlib import Path
from typing import Any

import pytest

PATH = str(Path(__file__).resolve().parent.parent / "bin" / "audit")
LOADER = SourceFileLoader("bin_audit", PATH)
SPEC = importlib.util.spec_from_loader("bin_audit", LOADER)
assert SPEC is not None
audit = importlib.util.module_from_spec(SPEC)
LOADER.exec_module(audit)

SAFE = {"name": "celery", "version": "5.5.0", "vulns": []}
WEAK = {"name": "pillow", "version": "1.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1"]}]}
UNKNOWN = {"name": "amqp", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("found", "status", "said"),
    [
        ([SAFE], 0, "None of 3 libraries"),
        ([SAFE, WEAK], 1, "weak: pillow 1.0: PYSEC-1, mended in 1.1"),
        ([SAFE, UNKNOWN], 75, "Nobody could be asked about 3 of 6"),
        ([WEAK, UNKNOWN], 1, "weak: pillow"),
        ([], 75, "Nobody could be asked"),
    ],
)
def test_answer_and_status(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    found: list[dict[str, Any]],
    status: int,
    said: str,
) -> None:
    monkeypatch.setattr(audit, "is_installed", lambda: True)
    monkeypatch.setattr(audit, "asked", lambda _requirements: found)
    assert audit.main() == status
    assert said in capsys.readouterr().out


def test_nobody_answering_is_not_taken_for_safe(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(audit, "HOME", tmp_path)  # where there is no pip-audit
    assert audit.asked(tmp_path / "requirements.txt") == []
    monkeypatch.setattr(audit, "is_installed", lambda: False)
    assert audit.main() == audit.NOT_ASKED
