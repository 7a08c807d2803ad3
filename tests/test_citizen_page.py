"""`/min-plan/`: what the citizen and who acts for them see, and who sees nothing."""

import pytest
from django.urls import reverse

from plans.services.progress import rate
from plans.services.tasks import add_task
from plans.services.words import write_words

pytestmark = pytest.mark.django_db


def test_min_plan_opens_for_the_citizen(client, cast, jobs_goal, citizens_goal):
    add_task(by=cast.jan, goal=jobs_goal, title="Ringe til udlejeren", responsible_is_citizen=True)
    rate(by=cast.rasmus, plan=cast.plan, area_id=None, value=5, note="Går an")
    rate(by=cast.rasmus, plan=cast.plan, area_id="housing", value=5, note="Går an")
    rate(by=cast.jan, plan=cast.plan, area_id="housing", value=7)
    write_words(by=cast.rasmus, plan=cast.plan, kind="dream", text="Et værksted", seen=0)
    client.force_login(cast.rasmus)
    for name in ("min-plan", "consents", "access-log"):
        answer = client.get(reverse(name))
        assert answer.status_code == 200
        assert "UDEFINERET" not in answer.content.decode()
    print(client.get(reverse("min-plan")).content.decode())
