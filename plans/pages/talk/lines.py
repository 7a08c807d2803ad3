"""A line of the conversation as the running page shows it."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from plans.models import Plan, TalkLine

OF_NO_AREA = (TalkLine.Kind.DREAM, TalkLine.Kind.MATTERS)


@dataclass(frozen=True)
class ShownLine:
    pk: UUID
    kind: str
    area: str
    text: str
    is_struck: bool
    is_citizens: bool
    edit: str
    strike: str


def shown_line(line: TalkLine, plan: Plan) -> ShownLine:
    key = [plan.pk, line.pk]
    return ShownLine(
        pk=line.pk,
        kind=line.get_kind_display(),
        area=line.area.name if line.area and line.kind not in OF_NO_AREA else "",
        text=line.text,
        is_struck=line.is_struck,
        is_citizens=line.kind in OF_NO_AREA,
        edit=reverse("talk-line", args=key),
        strike=reverse("talk-strike", args=key),
    )
