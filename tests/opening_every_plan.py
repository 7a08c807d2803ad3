"""`python -m tests.opening_every_plan`: each plan of the database, as its citizen, its coordinator and on paper.

Prints how many, and each that did not open.
"""

import sys

import django
from django.test import Client


def main() -> int:
    django.setup()
    from plans.models import Plan

    opened, wrong = 0, []
    for plan in Plan.objects.select_related("citizen__user"):
        running = plan.ended_at is None
        coordinator = plan.members.filter(capacity="coordinator", ends_at=None).first() if running else None
        visits = [(plan.citizen.user, "/min-plan/")] if plan.citizen.user else []
        if coordinator is not None:
            visits += [
                (coordinator.user, f"/planer/{plan.pk}/"),
                (coordinator.user, f"/planer/{plan.pk}/pdf/"),
                (coordinator.user, "/planer/"),
            ]
        for user, address in visits:
            client = Client()
            client.force_login(user)
            status = client.get(address, follow=True).status_code
            opened += 1
            if status != 200:
                wrong.append(f"{address} as {user.username}: {status}")
    sys.stdout.write(f"{opened} opened\n" + "".join(f"{one}\n" for one in wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
