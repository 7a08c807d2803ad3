"""Writing the dream and what matters, and narrowing who reads them."""

from http import HTTPStatus

from django.core.exceptions import ValidationError
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
from plans.services.words import share_words, write_words


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


@saves
def share(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Let the coordinator alone read the words, or open them again."""
    narrow = request.POST.get("narrow") == "1"
    part = Part("words_readers")
    try:
        share_words(by=user_of(request), plan=plan, coordinator_only=narrow)
    except ValidationError as error:
        notices = {"words_readers": " ".join(error.messages)}
        return answer(request, plan, part, status=HTTPStatus.UNPROCESSABLE_ENTITY, notices=notices)
    return saved(request, plan, part, anchor="ord-laeses")
