"""Every kind of print, made from one plan in which everything stands: the rows that `test_print_kinds` goes through.

A new print is a row here; the test of the table finds its template and its address.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.urls import reverse

from enplan.accounts.models import User
from integrations.documents.building import build
from integrations.models import Delivery, Fagsystem
from plans.models import Meeting, MeetingKind, NotedForCitizen
from plans.services.booklet_making import make_booklet
from plans.services.booklets import order_booklet
from plans.services.follow_ups import follow_up
from plans.services.goals import add_goal, add_subgoal
from plans.services.journal import write_journal
from plans.services.measures import add_measure
from plans.services.meeting_lines import add_point, disagree_at_meeting, note_decision
from plans.services.meetings import Invitee, call_meeting
from plans.services.noting import Told, note_comment
from plans.services.people import add_network_person
from plans.services.preparing import write_preparation
from plans.services.progress import rate
from plans.services.summaries import agree_meeting
from plans.services.tasks import add_task
from plans.services.words import write_words
from tests.cast import ECONOMY, HOUSING, NOW, TODAY, give_consent
from tests.conftest import Cast
from tests.printing import logged_in

# Letters that Danish, Ukrainian, Arabic, Polish, Turkish and Vietnamese names and texts are written with.
DANISH = "Åse Ærøskøbing Øllegaard"
UKRAINIAN = "Зоряна Їжакевич-Ґудзь"
ARABIC = "محمد عبد الرحمن"
OTHERS = "Łukasz Żółć, Işık Gündoğdu, Nguyễn Thị Hương"
NAMES = (DANISH, UKRAINIAN, ARABIC, OTHERS)
EVERYTHING = " · ".join(NAMES)


@dataclass(frozen=True)
class Words:
    """The names and the text with which the world is filled."""

    citizen: str
    colleague: str
    network: tuple[str, str]
    text: str
    title: str


ALPHABETS = Words(DANISH, UKRAINIAN, (ARABIC, OTHERS), EVERYTHING, EVERYTHING)

SENTENCE = "Det er en lang tekst om, hvordan det er gået siden sidst, og hvad vi gør nu. "
LONG_TEXT = (SENTENCE * 40 + "\n\n" + "x" * 2000 + f"\n\n{SENTENCE * 3}" * 40)[:12_000]
ONE_WORD = ("Annemargrethekristinawilhelmine" * 4)[:120]
MANY_WORDS = ("Anne-Margrethe Kristina Wilhelmine von " * 4)[:120].strip()
LONG_DEPARTMENT = "Afdelingen for sammenhængende borgerforløb, rehabilitering og beskæftigelse i by"[:80]


def _long(citizen: str, colleague: str) -> Words:
    return Words(citizen, colleague, (colleague, citizen), LONG_TEXT, LONG_TEXT[:600])


LONG_WORDS = {
    "without spaces": _long(ONE_WORD, MANY_WORDS),
    "with spaces": _long(MANY_WORDS, ONE_WORD),
}


@dataclass(frozen=True)
class World:
    """The plan, and what its prints are about."""

    cast: Cast
    coming: Meeting
    agreed: Meeting
    noted: NotedForCitizen


def fill_the_world(cast: Cast, words: Words = ALPHABETS) -> World:
    """Something of every kind that stands on paper, with names and texts in many letters."""
    Fagsystem.objects.create(
        adapter="sbsys",
        name="SBSYS",
        department=cast.job,
        receives=["plan", "journal", "summary"],
        base_url="https://sbsys.invalid",
        credentials="SBSYS",
    )
    cast.citizen.name = words.citizen
    cast.citizen.save()
    cast.jan.name = words.colleague
    cast.jan.save()
    give_consent(cast.rasmus, cast.plan, to=[cast.mads], sources=[cast.social, cast.job])
    for name in words.network:
        add_network_person(by=cast.sofie, plan=cast.plan, name=name, relation="ven")
    give_consent(cast.sofie, cast.plan, to=[cast.social, cast.job, None], sources=[cast.social, cast.job])
    for kind in ("dream", "matters"):
        write_words(by=cast.rasmus, plan=cast.plan, kind=kind, text=f"{kind}: {words.text}", seen=0)
    goal = _write_the_plan(cast, words)
    agreed = _meeting(cast, words, "kickoff", NOW + timedelta(hours=1))
    agree_meeting(by=cast.sofie, meeting=agreed)
    coming = _meeting(cast, words, "team", NOW + timedelta(days=9))
    said = note_comment(by=cast.sofie, told=Told("call", TODAY), about=goal, text=words.text)
    return World(cast, coming, agreed, NotedForCitizen.objects.get(thing_id=said.pk))


def _write_the_plan(cast: Cast, words: Words) -> Any:
    goal = add_goal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Et værelse", why=words.text)
    add_subgoal(by=cast.jan, goal=goal, title=words.title, status="done")
    add_subgoal(by=cast.jan, goal=goal, title="Se tre værelser")
    add_task(by=cast.jan, goal=goal, title=words.title, responsible_is_citizen=True, due_on=TODAY)
    add_task(by=cast.jan, goal=goal, title="Gå med", responsible=cast.jan, due_on=TODAY - timedelta(days=3))
    measure = add_measure(
        by=cast.jan,
        plan=cast.plan,
        area_id=HOUSING,
        title="Bostøtte på Ærø",
        starts_on=TODAY,
        extent="3 timer",
    )
    follow_up(by=cast.jan, measure=measure, seen=1, happened=words.text, progress="on_track")
    add_goal(by=cast.sofie, plan=cast.plan, area_id=ECONOMY, title=words.title)
    for value, days in ((3, 60), (None, 30), (6, 1)):
        rate(by=cast.rasmus, plan=cast.plan, area_id=None, value=value, rated_on=TODAY - timedelta(days=days))
    rate(by=cast.rasmus, plan=cast.plan, area_id=HOUSING, value=2, note=words.text)
    write_journal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Besøg på Ærø", text=words.text)
    return goal


def _meeting(cast: Cast, words: Words, kind: str, at: Any) -> Meeting:
    meeting = call_meeting(
        by=cast.sofie,
        plan=cast.plan,
        kind=MeetingKind.objects.get(pk=kind),
        at=at,
        place="Borgerservice, Ærøgade 2",
        invitees=[
            Invitee(is_citizen=True),
            Invitee(user=cast.sofie),
            Invitee(user=cast.jan, why=words.text),
            Invitee(contact=cast.brother),
            Invitee(outsider=words.network[0]),
        ],
    )
    add_point(by=cast.rasmus, meeting=meeting, area_id=HOUSING, text="Min hund må komme med")
    add_point(by=cast.jan, meeting=meeting, area_id=HOUSING, text=words.text)
    for text in ("Vi skriver op i boligforeningen", words.text):
        note_decision(
            by=cast.jan,
            meeting=meeting,
            area_id=HOUSING,
            text=text,
            takes_effect_on=TODAY,
            responsible=cast.jan,
        )
    write_preparation(by=cast.jan, meeting=meeting, area_id=HOUSING, text=words.text)
    disagree_at_meeting(by=cast.jan, meeting=meeting, area_id=HOUSING, text=words.text)
    return meeting


@dataclass(frozen=True)
class Kind:
    """A kind of print: from which template and address it comes, how one gets it, and what it is called."""

    template: str
    address: str  # the name of its address; "" where it is made by a job
    printed: Callable[[World], bytes]
    title: str
    author: str = "Nordby Kommune"
    has_table: bool = True
    has_figure: bool = False
    plans: int = 1  # of how many citizens


def _of_plan(user: str) -> Callable[[World], bytes]:
    return lambda world: _got(_of(world, user), reverse("plan-pdf", args=[world.cast.plan.pk]))


def _own(user: str, **query: str) -> Callable[[World], bytes]:
    return lambda world: _got(_of(world, user), reverse("min-plan-pdf"), **query)


def _of_meeting(name: str, which: str, user: str) -> Callable[[World], bytes]:
    def printed(world: World) -> bytes:
        meeting: Meeting = getattr(world, which)
        return _got(_of(world, user), reverse(name, args=[meeting.plan_id, meeting.pk]))

    return printed


def _of(world: World, user: str) -> User:
    found: User = getattr(world.cast, user)
    return found


def _got(user: User, address: str, **query: str) -> bytes:
    response: Any = logged_in(user).get(address, query)
    assert response.status_code == 200, (address, response.status_code)
    content: bytes = response.content
    return content


def _receipt(world: World) -> bytes:
    return _got(world.cast.sofie, reverse("receipt-pdf", args=[world.cast.plan.pk, world.noted.pk]))


def _booklet(world: World) -> bytes:
    """Two citizens, one behind the other."""
    plans = [world.cast.plan.pk, world.cast.kirstens_plan.pk]
    booklet = order_booklet(by=world.cast.sofie, plans=plans)
    make_booklet(booklet.pk)
    return _got(world.cast.sofie, reverse("booklet-pdf", args=[booklet.pk]))


def _letter(place: int) -> Callable[[World], bytes]:
    """To the citizen, who is asked first, or to the one who was asked last."""

    def printed(world: World) -> bytes:
        to = list(world.coming.participants.order_by("-is_citizen", "invited_at", "outsider"))[place]
        return _got(world.cast.sofie, reverse("invitation-pdf", args=[to.plan.pk, to.meeting_id, to.pk]))

    return printed


def _form(world: World) -> bytes:
    return _got(world.cast.sofie, reverse("consent-form-pdf", args=[world.cast.plan.pk]))


def _delivered(kind: str) -> Callable[[World], bytes]:
    def printed(world: World) -> bytes:
        row = Delivery.objects.filter(kind=kind, plan=world.cast.plan).latest("pk")
        built = build(row)
        assert built is not None
        return built.document(row.reference or row.pk, as_pdf=True).pdf

    return printed


PLAN = "plans/print/plan.html"
MEETING = "plans/print/meeting.html"
TITLE = f"Én plan for {DANISH}"

LETTER = "plans/print/invitation.html"
LETTER_OF = "Indkaldelse til møde 19. marts 2026"

KINDS: dict[str, Kind] = {
    "plan, who coordinates": Kind(PLAN, "plan-pdf", _of_plan("sofie"), TITLE, has_figure=True),
    "plan, a member": Kind(PLAN, "plan-pdf", _of_plan("jan"), TITLE, has_figure=True),
    "plan, a member who sees nothing": Kind(PLAN, "plan-pdf", _of_plan("rikke"), TITLE, has_table=False),
    "plan, the citizen": Kind(PLAN, "min-plan-pdf", _own("rasmus"), TITLE, has_figure=True),
    "plan, a representative": Kind(PLAN, "min-plan-pdf", _own("anne"), TITLE, has_figure=True),
    "plan in large letters": Kind(
        PLAN, "min-plan-pdf", _own("rasmus", skrift="stor"), TITLE, has_figure=True
    ),
    "booklet": Kind(
        "plans/print/booklet.html", "booklet-pdf", _booklet, "Hæfte til teammøde", has_figure=True, plans=2
    ),
    "consent form": Kind("plans/print/consent_form.html", "consent-form-pdf", _form, f"Samtykke, {DANISH}"),
    "receipt": Kind(
        "plans/print/receipt.html", "receipt-pdf", _receipt, f"Kvittering, {DANISH}", has_table=False
    ),
    "meeting, not agreed on": Kind(
        MEETING, "meeting-pdf", _of_meeting("meeting-pdf", "coming", "sofie"), f"Teammøde for {DANISH}"
    ),
    "meeting, agreed on": Kind(
        MEETING, "meeting-pdf", _of_meeting("meeting-pdf", "agreed", "rasmus"), f"Opstartsmøde for {DANISH}"
    ),
    "meeting, the network": Kind(
        MEETING, "meeting-pdf", _of_meeting("meeting-pdf", "coming", "mads"), f"Teammøde for {DANISH}"
    ),
    "agenda, the network": Kind(
        "plans/print/agenda.html",
        "agenda-pdf",
        _of_meeting("agenda-pdf", "coming", "mads"),
        f"Dagsorden for {DANISH}",
    ),
    "agenda": Kind(
        "plans/print/agenda.html",
        "agenda-pdf",
        _of_meeting("agenda-pdf", "coming", "sofie"),
        f"Dagsorden for {DANISH}",
    ),
    "agreement": Kind(
        "plans/print/agreement.html",
        "agreement-pdf",
        _of_meeting("agreement-pdf", "coming", "sofie"),
        f"Aftale for {DANISH}",
    ),
    "letter to the citizen": Kind(LETTER, "invitation-pdf", _letter(0), LETTER_OF, has_table=False),
    "letter to somebody else": Kind(LETTER, "invitation-pdf", _letter(-1), LETTER_OF, has_table=False),
    "plan to a fagsystem": Kind(
        "integrations/plan_document.html", "", _delivered("plan"), "Én plan", author="", has_table=False
    ),
    "summary to a fagsystem": Kind(
        "integrations/plan_document.html",
        "",
        _delivered("summary"),
        "Referat nr. 1 fra Én plan",
        author="",
        has_table=False,
    ),
    "note to a fagsystem": Kind(
        "integrations/note_document.html",
        "",
        _delivered("journal"),
        "Besøg på Ærø",
        author="",
        has_table=False,
    ),
}
