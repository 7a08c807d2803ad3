"""Taking something out of view because it stood on the wrong citizen, and the trace it leaves."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from enplan import clock
from enplan.web import danish, forms
from plans.lookups.misfilings import misfiling_for, own_words_of, written_thing_for
from plans.models import Misfiling
from plans.pages.drafts.lines import said_of, where_of
from plans.pages.workspace.desk import Desk, desk_of
from plans.pages.workspace.sheet import FormSheet
from plans.panels import recalls_of
from plans.services.misfilings import take_out
from plans.standing import Action

# What the look-log says of the pages here: more would tell the citizen of something that was kept from them.
LOOKED_AT = "Planen"


class TakeOutForm(forms.Form):
    """When it was discovered: the 72 hours run from then."""

    discovered_on = forms.DanishDateField(
        label="Hvilken dag blev det opdaget?",
        leans="past",
        help_text="Fristen på 72 timer for at anmelde et brud regnes herfra.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def take_out_page(request: HttpRequest, plan_id: UUID, thing_id: UUID) -> HttpResponse:
    """What happens is said before it is done. Also of a plan that has ended."""
    desk = desk_of(request, plan_id)
    thing = written_thing_for(desk.user, desk.plan, thing_id)
    desk.allow(Action.TAKE_OUT, thing, writes=False)
    form = TakeOutForm(request.POST if desk.is_post else None, initial={"discovered_on": clock.today()})
    kind, title, _text = said_of(thing)
    intro = (
        f"{kind}: {title}\n{where_of(thing)}\n\n"
        "Det tages ud af alles syn nu. Fagsystemer, der har fået det, får en rettelse uden teksten. "
        "Databeskyttelsesrådgiveren får besked om et muligt brud på persondatasikkerheden. "
        "Den, der har skrevet det, kan stadig læse sin tekst og skrive den det rigtige sted."
    )
    sheet = FormSheet(
        desk, form, title="Det hører til en anden borger", button="Tag det ud", intro=intro, what=LOOKED_AT
    )
    made: list[Misfiling] = []
    return sheet.answer(
        lambda: made.append(
            take_out(by=desk.user, thing=thing, discovered_on=form.cleaned_data["discovered_on"])
        ),
        said="Det er taget ud. Ingen kan se det i planen nu.",
        to=lambda: _to_trace(desk, made[0]),
    )


@require_safe
def trace(request: HttpRequest, plan_id: UUID, misfiling_id: UUID) -> HttpResponse:
    """That it was taken out and what followed; its words only for who wrote them."""
    desk = desk_of(request, plan_id)
    misfiling = misfiling_for(desk.user, desk.plan, misfiling_id)
    mine = own_words_of(desk.user, misfiling)
    context = {
        "when": danish.moment(misfiling.taken_out_at),
        "by": desk.reading.name_of(misfiling.taken_out_by),
        "area": misfiling.section.area.name if misfiling.section else "",
        "recalls": recalls_of([misfiling.thing_id], desk.reading).get(misfiling.thing_id, []),
        "was_shown": misfiling.was_shown,
        "mine": said_of(mine) if mine else None,
    }
    return desk.show("plans/misfilings/trace.html", context, what=LOOKED_AT)


def _to_trace(desk: Desk, misfiling: Misfiling) -> HttpResponse:
    response = redirect("taken-out", desk.plan.pk, misfiling.pk)
    response.status_code = 303
    return response
