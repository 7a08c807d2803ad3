"""`manage.py explain_access USERNAME PLAN`: what a person sees of a plan and through what, or what is missing."""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from enplan.accounts.models import User
from enplan.web import danish
from plans.explain import Explanation, Verdict, explain
from plans.models import Plan


class Command(BaseCommand):
    help = "Tells, part by part, whether a person sees a plan and through what, or what is missing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument(
            "plan", help="The plan's id, or the username of its citizen (then the newest plan)"
        )

    def handle(self, *_args: Any, username: str, plan: str, **_options: Any) -> None:
        user = User.objects.select_related("role", "department").filter(username=username).first()
        if user is None:
            raise CommandError("Der er ingen bruger med det brugernavn.")
        found = _plan(plan)
        if found is None:
            raise CommandError(
                "Der er ingen plan med det id, og ingen borger med det brugernavn har en plan."
            )
        for line in _lines(explain(user, found), found):
            self.stdout.write(line)


def _plan(text: str) -> Plan | None:
    plans = Plan.objects.select_related("citizen__user").order_by("-created_at")
    try:
        return plans.filter(pk=UUID(text)).first()
    except ValueError:
        return plans.filter(citizen__user__username=text).first()


def _lines(explanation: Explanation, plan: Plan) -> list[str]:
    """The answer as lines. The citizen is not named: the plan's id is enough."""
    user = explanation.user
    who = ", ".join(str(part) for part in (user.name, user.role, user.department) if part)
    lines = [
        f"{who} ({user.username})",
        f"Plan {plan.pk}, {danish.full_day(explanation.at)} kl. {danish.clock_time(explanation.at)}",
        "",
        f"Planen: {'ses som ' + ', '.join(explanation.standings) if explanation.standings else 'findes ikke'}",
        *(f"    {reason}" for reason in explanation.because),
    ]
    for verdict in explanation.verdicts:
        lines += _part(verdict, said=explanation.because)
    if explanation.own_titles:
        lines.append(
            f"Egne aftaler i lukkede dele: {explanation.own_titles}, kun med titel, dato og status (regel 4)"
        )
    return lines


def _part(verdict: Verdict, *, said: tuple[str, ...]) -> list[str]:
    """One part; the reason only where it is not what was said of the whole plan."""
    lines = [f"{verdict.place}: {'ses' if verdict.is_seen else 'ses ikke'}"]
    if verdict.because != said:
        lines += [f"    {reason}" for reason in verdict.because]
    if verdict.written_by_self:
        lines.append(f"    dog det, personen selv har skrevet ({verdict.written_by_self})")
    return lines
