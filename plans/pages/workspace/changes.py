"""History lines as sentences: “Jan Falk skrev aftalen Find arbejdstøj”. Names as the viewer may see them (rule 6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from enplan.audit.models import Change
from plans.models import Goal, Measure, SubGoal, Task
from plans.pages.wording import label_of
from plans.reading import Reading
from plans.reading_people import SOMEBODY
from plans.undoing import TAKEN_BACK

THINGS = {
    "journalnote": "notatet",
    "goal": "målet",
    "subgoal": "delmålet",
    "task": "aftalen",
    "measure": "indsatsen",
}
WHAT = THINGS | {"rating": "vurderingen", "comment": "kommentaren"}
MODELS = {"goal": Goal, "subgoal": SubGoal, "task": Task, "measure": Measure}
WROTE = {
    "journalnote": "skrev notatet",
    "goal": "skrev målet",
    "subgoal": "tilføjede delmålet",
    "task": "skrev aftalen",
    "measure": "skrev indsatsen",
}
TOLD = {
    "coherenceanswer": "noterede borgerens svar om sammenhæng, som borgeren sagde det",
    "comment": "noterede borgerens kommentar, som borgeren sagde den",
    "citizenwords": "noterede, hvad borgeren fortalte",
    "rating": "noterede borgerens eget tal, som borgeren sagde det",
}
ATTACHMENT = {
    "content_type": "lagde en fil ind",
    "removed_at": "tog en fil ud",
    "removed_reason": "tog en fil ud",
}
OF_THE_PLAN = {
    ("plan", "started_on"): "begyndte planen",
    ("plan", "custody_answer"): "noterede et svar om én plan fra den, der har forældremyndigheden",
    ("plan", "agreed_on"): "noterede borgerens ja til én plan",
    ("plan", "declined_on"): "noterede borgerens nej til én plan",
    ("plan", "ended_at"): "afsluttede planen",
    ("plan", "follow_up_months"): "ændrede, hvor tit planen følges op",
    ("plan", "next_follow_up_on"): "ændrede, hvornår planen følges op",
    ("journaladdition", "text"): "føjede noget til et notat",
    ("planfollowup", "happened"): "fulgte planen op",
    ("followup", "happened"): "fulgte op på en indsats",
    ("supportchange", "reason"): "ændrede støtten",
    ("replacedplan", "kind_name"): "noterede, at planen træder i stedet for en anden plan",
    ("replacedplan", "held"): "noterede, hvad planen rummer i stedet for en anden plan",
    ("replacedplan", "ended_at"): "noterede, at en anden plan skal laves igen",
    ("replacedplan", "made_again_at"): "noterede, at en anden plan er lavet igen",
    ("familyside", "other_named"): "spurgte, om planen må knyttes sammen med en anden i familien",
    ("familyside", "ended_at"): "sluttede, at planen er knyttet sammen med en anden i familien",
    ("familyanswer", "answer"): "noterede et svar om en plan i familien",
    ("plan", "paused_at"): "satte planen på pause",
    ("plan", "pause_reason"): "ændrede planens pause",
    ("plan", "look_again_on"): "ændrede planens pause",
    ("ground", "valid_until"): "lod et samtykke eller grundlag slutte med planen",
    ("plan", "words_for_coordinator_only"): "ændrede, hvem der læser drømmen",
    ("ground", "decision"): "noterede et samtykke eller grundlag",
    ("ground", "withdrawn_at"): "noterede, at et samtykke er trukket tilbage",
    ("handoveroffer", "to"): "spurgte, om en anden vil tage over som koordinerende",
    ("handoveroffer", "coordinator"): "tog over som koordinerende sagsbehandler",
    ("handoveroffer", "declined"): "kunne ikke tage over som koordinerende",
    ("handoveroffer", "moved"): "lod en anden tage over som koordinerende sagsbehandler",
    ("handoveroffer", "taken_back"): "tog spørgsmålet om at tage over tilbage",
    ("ground", "custody_answer"): "noterede et svar fra den, der har forældremyndigheden",
    ("representative", "name"): "noterede en, der handler for borgeren",
    ("representative", "ends_at"): "ændrede, hvor længe en handler for borgeren",
    ("representative", "areas"): "ændrede, hvor en handler for borgeren",
    ("blockedperson", "user"): "spærrede planen for en person",
    ("transition", "name"): "begyndte en overgang",
    ("transition", "on"): "gav en overgang en ny dag",
    ("transition", "cancelled_at"): "tog en overgang af planen",
    ("meeting", "at"): "satte et mødes tid",
    ("meeting", "place"): "ændrede et møde",
    ("meeting", "minutes"): "ændrede et møde",
    ("meeting", "state"): "ændrede, hvor langt et møde er",
    ("meeting", "cancelled_reason"): "aflyste et møde",
    ("meeting", "sequence"): "aflyste et møde",
    ("meetingpoint", "text"): "skrev et punkt til et møde",
    ("meetingpoint", "taken_off_at"): "tog et punkt af eller på et mødes dagsorden",
    ("meetingpoint", "position"): "flyttede et punkt op eller ned på et mødes dagsorden",
    ("meetingpoint", "meeting"): "flyttede et punkt til et andet møde",
    ("meetingnote", "text"): "skrev sin forberedelse til et møde",
    ("participant", "prepare"): "bad om forberedelse til et møde",
    ("participant", "prepare_by"): "bad om forberedelse til et møde",
    ("decision", "became"): "lagde en beslutning fra et møde i planen",
    ("decision", "task"): "lagde en beslutning fra et møde i planen",
    ("decision", "goal"): "lagde en beslutning fra et møde i planen",
    ("decision", "measure"): "lagde en beslutning fra et møde i planen",
    ("decision", "follow_up"): "lagde en beslutning fra et møde i planen",
    ("decision", "text"): "skrev en beslutning fra et møde",
    ("decision", "takes_effect_on"): "ændrede, hvornår en beslutning gælder fra",
    ("decision", "responsible"): "ændrede, hvem der står for en beslutning",
    ("participant", "why"): "inviterede til et møde",
    ("participant", "removed_at"): "fjernede en invitation til et møde",
    ("participant", "answer"): "svarede på en invitation",
    ("participant", "letter_posted_at"): "sendte et brev om et møde",
    ("participant", "was_there"): "noterede, hvem der var til et møde",
    ("coherenceanswer", "value"): "svarede på, om hjælpen hænger sammen",
    ("comment", "text"): "skrev en kommentar",
    ("comment", "is_private"): "ændrede, hvem der ser en kommentar",
    ("comment", "withdrawn_at"): "tog en kommentar tilbage",
    ("comment", "read_at"): "læste en kommentar",
    ("disagreementview", "text"): "skrev sit syn på noget, I er uenige om",
    ("disagreement", "settled_at"): "afsluttede en uenighed",
    ("leaderquestion", "text"): "spurgte en leder",
    ("leaderquestion", "asked_of"): "spurgte en leder",
    ("leaderquestion", "answer"): "svarede på et spørgsmål",
    ("leaderquestion", "withdrawn_at"): "trak et spørgsmål tilbage",
    ("datarequest", "asked_on"): "noterede, at der er bedt om aktindsigt eller en rettelse",
    ("datarequest", "answered_at"): "svarede på, hvad der er bedt om",
    ("datarequest", "own_view_at"): "skrev sit eget syn ved en rettelse, der ikke blev lavet",
    ("message", "text"): "skrev en besked",
    ("message", "heard"): "noterede en besked fra borgeren",
    ("message", "settled_at"): "svarede på en besked eller satte den som klaret",
    ("message", "letter_sent_at"): "sendte en besked som brev",
    ("misfiling", "thing"): "tog noget ud, der stod på den forkerte borger",
}

ENDED_AGAIN = {"ended_at": "tog planen op igen", "paused_at": "sluttede planens pause"}


@dataclass(frozen=True)
class Event:
    """One thing that happened: who did what with what, and when."""

    who: str
    did: str
    title: str
    at: datetime
    after: str = ""


def events_of(changes: Iterable[Change], reading: Reading) -> list[Event]:
    """One sentence for what one person did to one thing at one time, newest first as they come."""
    titles = titles_of(reading)
    events: dict[tuple[UUID, UUID | None, datetime], Event] = {}
    for change in changes:
        key = (change.by_id, change.thing_id, change.at)
        if change.thing == "coherenceanswer":  # three questions are answered at once
            key = (change.by_id, None, change.at.replace(second=0, microsecond=0))
        events.setdefault(key, event_of(change, titles, reading))
    return list(events.values())


def is_said(change: Change) -> bool:
    """Does the sentence say all of it? Then the field from and to would only say it again."""
    written = change.field == "title" and not change.before and change.thing in THINGS
    put_in = change.thing == "attachment" and change.field == "content_type"
    is_rating = change.thing == "rating" and change.field != TAKEN_BACK
    return written or put_in or is_rating or change.thing == "teammember" or change.field == "done_at"


def who_changed(change: Change, reading: Reading) -> str:
    """The name of who did it, if the viewer may know it. The record keeps only ids and names."""
    name = _name(change, reading)
    return f"{name} på vegne af borgeren" if change.on_behalf else name


def _name(change: Change, reading: Reading) -> str:
    if change.by_id == reading.user.pk:
        return "Du"
    if change.by_id == reading.plan.citizen.user_id:
        return reading.plan.citizen.name
    known = {member.user_id for member in (*reading.team, *reading.former_members)}
    beside = {person.user_id for person in reading.representatives}
    beside |= {person.user_id for person in reading.network}
    if reading.standing.coordinates or change.by_id in known | beside:
        return change.by_name
    return SOMEBODY[:1].upper() + SOMEBODY[1:]


def titles_of(reading: Reading) -> dict[UUID, str]:
    titles = {goal.pk: goal.title for goal in reading.goals} | {task.pk: task.title for task in reading.tasks}
    titles |= {measure.pk: measure.title for measure in reading.measures}
    titles |= {entry.pk: goal.title for goal in reading.goals for entry in goal.lately}
    return titles | {sub.pk: sub.title for goal in reading.goals for sub in goal.subgoals.all()}


def event_of(change: Change, titles: dict[UUID, str], reading: Reading) -> Event:
    title = titles.get(change.thing_id, "") if change.thing_id else ""
    if not title and change.field == "title":
        title = change.after  # it has been taken back since: the line itself tells what it was
    return Event(who_changed(change, reading), _did(change), title, change.at, _after(change))


def what_was_done(change: Change) -> str:
    """ "skrev aftalen": without who and without the title, for a list of several plans."""
    return _did(change)


def _did(change: Change) -> str:
    if change.thing in THINGS or change.field == TAKEN_BACK:
        return _did_item(change)
    if change.thing == "goalprogress":
        return "noterede, hvordan det går med"
    if change.field == "told":
        return TOLD[change.thing]
    if change.thing == "rating":
        return (
            f"satte trivsel til {change.after}"
            if change.after != "ved ikke"
            else "svarede “ved ikke” om trivsel"
        )
    if change.thing == "attachment":
        return ATTACHMENT.get(change.field, "ændrede, hvem der ser en fil")
    if change.thing == "citizenwords":
        return "skrev i egne ord"
    if change.thing == "teammember":
        return f"tog {change.after} med på teamet" if change.after else f"lod {change.before} gå ud af teamet"
    if change.thing == "blockedperson" and not change.after:
        return "hævede en spærring"
    if change.thing == "plan" and not change.after and change.field in ENDED_AGAIN:
        return ENDED_AGAIN[change.field]
    return OF_THE_PLAN.get((change.thing, change.field), "ændrede planen")


def _did_item(change: Change) -> str:
    if change.field == TAKEN_BACK:
        return f"fortrød {WHAT[change.thing]}"
    if change.field == "title" and not change.before:
        return WROTE[change.thing]
    if change.field in ("status", "done_at"):
        if change.thing == "task" and (change.after == Task.Status.DONE or change.field == "done_at"):
            return "satte flueben ved" if change.after else "fjernede fluebenet ved"
        return f"ændrede status på {THINGS[change.thing]}"
    return f"ændrede {THINGS[change.thing]}"


def _after(change: Change) -> str:
    if change.thing in ("goal", "subgoal", "measure") and change.field == "status":
        return label_of(MODELS[change.thing], "status", change.after)
    return ""
