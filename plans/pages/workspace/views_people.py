"""A contact beside the citizen, noted by who coordinates. Access is the citizen's to give."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from plans.pages.workspace.forms_team import NetworkForm
from plans.pages.workspace.sheet import FormSheet
from plans.pages.workspace.views_team import manager_desk, to_team
from plans.services.people import add_network_person


def new_network_person(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    desk = manager_desk(request, plan_id)
    form = NetworkForm(request.POST if desk.is_post else None)
    intro = "Personen står som kontakt på planen. Kun et samtykke til netop denne person åbner noget."
    sheet = FormSheet(desk, form, title="Ny person fra netværket", button="Tilføj", intro=intro)
    return sheet.answer(
        lambda: add_network_person(by=desk.user, plan=desk.plan, **form.cleaned_data),
        said="Personen står på planen nu.",
        to=lambda: to_team(desk),
    )
