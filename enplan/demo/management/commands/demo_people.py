"""manage.py demo_people: whom one can log in as, one line a person."""

from typing import Any

from django.core.management.base import BaseCommand

from enplan.accounts.logins.choices import groups_to_choose


class Command(BaseCommand):
    help = "Prints whom one can log in as in the demo: the name and who they are, one line a person."

    def handle(self, *_args: Any, **_options: Any) -> None:
        people = [choice for group in groups_to_choose() for choice in group.people]
        width = max((len(choice.user.name) for choice in people), default=0)
        for choice in people:
            self.stdout.write(f"{choice.user.name:<{width}}  {choice.about}")
