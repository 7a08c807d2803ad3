"""Writing the dream and what matters."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from enplan.web.requests import user_of
from plans.models import CitizenWords, Plan
from plans.pages.citizen.answering import Part, answer, saved
from plans.pages.citizen.forms import WordsForm
from plans.pages.citizen.keeping import keep
from plans.pages.citizen.posting import saves
from plans.pages.citizen.presenters.wording import Wording
from plans.permissions import standing_of
from plans.services.words import write_words


@saves
def write(request: HttpRequest, plan: Plan, kind: str) -> HttpResponse:
    """New words; the earlier ones stay."""
    if kind not in CitizenWords.Kind:
        raise Http404
    user = user_of(request)
    wording = Wording.to(plan, standing_of(user, plan))
    heading = wording.dream if kind == CitizenWords.Kind.DREAM else wording.matters
    form = WordsForm(request.POST, prefix=kind, heading=heading)
    status = keep(
        form,
        lambda data: write_words(by=user, plan=plan, kind=kind, text=data["text"], seen=data["version"]),
        plan=plan,
        model=CitizenWords,
    )
    part = Part("words", {"kind": kind})
    if status is not None:
        return answer(request, plan, part, form=(kind, form), status=status)
    return saved(request, plan, part, anchor=f"ord-{kind}", message=_("Det er gemt."))
