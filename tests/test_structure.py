"""The rules of the house, over every module of the project; and bad samples, because a rule must be able to fail."""

import re

import pytest

from tests.structure import ROOT, Module, complaints, project_modules

MODULES = project_modules()


def test_structure_finds_the_project():
    names = {module.name for module in MODULES}
    assert {"enplan.settings", "enplan.clock", "citizens", "plans", "integrations"} <= names


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_structure_of_module(module):
    assert not complaints(module), "\n".join(complaints(module))


BAD = {
    "ground imports citizens": ("enplan.audit.record", "from citizens.models import Citizen"),
    "ground imports the demo": ("enplan.accounts.models", "import enplan.demo.people"),
    "ground names a model above": ("enplan.audit.models", "plan = models.ForeignKey('plans.Plan', CASCADE)"),
    "citizens imports plans": ("citizens.services", "def late():\n    from plans import permissions"),
    "citizens imports urls": ("citizens.views", "from enplan import urls"),
    "plans imports integrations": ("plans.services.goals", "import integrations.delivery as delivery"),
    "relative import upwards": ("citizens.models", "from ..plans import models"),
    "integrations imports the demo": ("integrations.sync", "from enplan.demo import people"),
    "guardian elsewhere": ("plans.services.members", "from guardian.shortcuts import assign_perm"),
    "guardian elsewhere, whole": ("enplan.accounts.models", "import guardian"),
    "has_perm": ("plans.presenters", "def may(user):\n    return user.has_perm('plans.view_plan')"),
    "has_perm unnamed": ("plans.permissions", "ask = user.has_perms"),
    "a query in a view": ("plans.views", "plans = Plan.objects.all()"),
    "a query in a folder of views": ("plans.views.goals", "plans = Plan.objects.filter(pk=1)"),
    "a query in a page": ("plans.pages.workspace.page_goals", "plans = Plan.objects.all()"),
    "a query in the api": ("plans.api", "plans = Plan._default_manager.all()"),
    "a whole model in a view": (
        "citizens.views_search",
        "citizen = get_object_or_404(models.Citizen, pk=pk)",
    ),
    "the real clock": ("plans.grants", "from django.utils import timezone\nnow = timezone.now()"),
    "today": ("plans.permissions", "import datetime\nday = datetime.date.today()"),
    "utils": ("plans.utils", ""),
    "a folder of helpers": ("enplan.web.helpers", ""),
    "too long": ("plans.models", "x = 1\n" * 301),
    "silenced": ("plans.models", "x = 1  # noqa: E501"),
    "standing before the lock": (
        "plans.services.goals",
        "def add(by, plan):\n    standing = standing_of(by, plan)\n    require(by, 1, plan)",
    ),
    "silenced type": ("plans.models", "x = 1  # type: ignore[misc]"),
}


@pytest.mark.parametrize(("name", "source"), BAD.values(), ids=BAD)
def test_structure_complains_once_of(name, source):
    assert len(complaints(Module.of(name, source))) == 1


GOOD = {
    "plans imports what is below": (
        "plans.services",
        "from citizens import models\nfrom enplan.audit import record",
    ),
    "the demo imports all": ("enplan.demo.load", "from plans import services\nimport integrations"),
    "guardian in its place": ("plans.grants", "from guardian.models import UserObjectPermissionBase"),
    "a query in a service": ("plans.services.goals", "Goal.objects.create()"),
    "a query in a scoped getter": ("plans.pages.caseload.waiting", "visible_to(user, Goal.objects.all())"),
    "a scoped getter in a view": (
        "plans.views",
        "goal = get_object_or_404(permissions.visible_to(user), pk=pk)",
    ),
    "the clock itself": ("enplan.clock", "from django.utils import timezone\nnow = timezone.now()"),
    "a long migration": ("plans.migrations.0001_initial", "x = 1\n" * 301),
    "standing after the lock": (
        "plans.services.goals",
        "def add(by, plan):\n    lock_plan(plan)\n    standing = standing_of(by, plan)\n    require(by, 1, plan)",
    ),
    "silenced with a reason": ("plans.models", "x = 1  # type: ignore[misc]  # the stubs lack this class"),
    "silenced, reason above": ("plans.models", "# The stubs lack this class.\nx = 1  # type: ignore[misc]"),
    "a model's own reference": ("plans.models", "plan = models.ForeignKey('plans.Plan', CASCADE)"),
}


@pytest.mark.parametrize(("name", "source"), GOOD.values(), ids=GOOD)
def test_structure_does_not_complain_of(name, source):
    assert complaints(Module.of(name, source)) == []


def test_templates_ask_no_django_permissions():
    """`perms` in a template is has_perm by another name."""
    asking = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "templates").rglob("*.*")
        if re.search(r"\{[{%][^}]*\bperms\b", path.read_text())
    ]
    assert asking == []
