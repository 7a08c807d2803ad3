"""What stands with each decision about how it was said: where, who was there, interpreter, read back, signed."""

from collections.abc import Mapping
from typing import Any

from plans.pages.conversation.forms_how import HowStep


def circumstances_of(how: Mapping[str, Any] | None, *, is_health: bool, is_yes: bool, signed: str) -> str:
    """Lines for a ground's circumstances; `how` is what the caseworker noted, None for who answered alone."""
    if how is None:
        return f"Underskrevet på siden her: {signed}" if is_health and is_yes and signed else ""
    lines = [
        f"Sted: {how['sted']}" if how["sted"] else "",
        "I telefonen." if how["maade"] == HowStep.PHONE else "",
        f"Med: {how['med']}",
        f"Tolk: {how['tolk']}" if how["tolk"] else "",
        "Svarene er læst op for borgeren, som sagde, at de er rigtige." if how["laest_op"] else "",
        "Borgeren har skrevet under på det udskrevne skema." if how["underskrevet"] else "",
    ]
    if is_health and is_yes and how.get("hvorfor_mundtligt") and how["maade"] != HowStep.WRITTEN:
        lines.append(f"Mundtligt, fordi: {how['hvorfor_mundtligt']}")
    return "\n".join(line for line in lines if line)
