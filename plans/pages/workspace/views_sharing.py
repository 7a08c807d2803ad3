"""What opens without the citizen's yes, shared by its owner or for visitation; and a yes to obtaining."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from enplan.web import danish
from plans.pages.workspace.desk import desk_of
from plans.pages.workspace.forms_sharing import ObtainingForm, ShareForm, VisitationForm
from plans.pages.workspace.sheet import FormSheet
from plans.pages.workspace.views_consents import to_consents
from plans.services.grounds import note_ground
from plans.services.sharing import share_without_consent
from plans.services.visitation import start_visitation, visitation_phase, visitation_sources
from plans.standing import Action

# What the look-log says of a visit here: a name of its own would tell the citizen of a share that waits for its day.
LOOKED_AT = "Samtykker"


def share(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """What the own department shares without consent, with a reason the citizen can read."""
    desk = desk_of(request, plan_id)
    desk.allow(Action.SHARE_WITHOUT_CONSENT, desk.plan)
    form = ShareForm(request.POST if desk.is_post else None, reading=desk.reading)
    intro = (
        "Kun det, din egen afdeling har skrevet, kan deles her, og ikke mere end nødvendigt. Deles der ved akut fare "
        "eller på grund af en pligt i loven, gennemgår en leder det bagefter."
    )
    sheet = FormSheet(desk, form, title="Del uden samtykke", button="Del", intro=intro, what=LOOKED_AT)
    return sheet.answer(
        lambda: share_without_consent(by=desk.user, plan=desk.plan, **form.saved_fields),
        said="Det er delt, og begrundelsen er noteret.",
        to=lambda: to_consents(desk),
    )


def obtain(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """A consent to obtain information that names it (retssikkerhedsloven § 11 a)."""
    desk = desk_of(request, plan_id)
    desk.allow(Action.NOTE_GROUND, desk.plan)
    form = ObtainingForm(request.POST if desk.is_post else None, reading=desk.reading)
    intro = (
        "Skriv netop det, borgeren har sagt ja til at I henter. Kryds ved områder og modtagere siger, hvem der "
        "må se det i planen."
    )
    sheet = FormSheet(desk, form, title="Notér ja til at hente oplysninger", intro=intro)
    return sheet.answer(
        lambda: note_ground(by=desk.user, plan=desk.plan, **form.saved_fields),
        said="Samtykket er noteret.",
        to=lambda: to_consents(desk),
    )


def visitation(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """The visitation phase; 404 where the municipality has none, or this plan's is over."""
    desk = desk_of(request, plan_id)
    desk.allow(Action.START_VISITATION, desk.plan)
    phase = visitation_phase(desk.plan)
    if phase is None:
        raise Http404
    kind, ends = phase
    form = VisitationForm(request.POST if desk.is_post else None)
    sources = danish.listing(
        [str(one) for one in visitation_sources(desk.plan, kind, besides=desk.user.department)]
    )
    areas = danish.listing([area.short_name for area in kind.areas.all()]) or "alle områder"
    intro = (
        f"Den, der koordinerer planen, ser det, {sources or 'andre afdelinger'} har skrevet om {areas}, til og med "
        f"{danish.full_day(danish.last_day(ends))}. Så lukker det af sig selv og kan ikke begynde igen. "
        "Borgeren kan se det med det samme. Spørg borgeren om samtykke, så snart du kan."
    )
    sheet = FormSheet(desk, form, title="Begynd visitationsfasen", button="Begynd nu", intro=intro)
    return sheet.answer(
        lambda: start_visitation(by=desk.user, plan=desk.plan, **form.cleaned_data),
        said="Visitationsfasen er begyndt, og borgeren kan se det.",
        to=lambda: to_consents(desk),
    )
