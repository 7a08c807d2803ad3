"""The first two steps of every service: may they, and does the state allow it. The texts are for caseworkers."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from enplan.accounts.models import User
from plans.models import Plan
from plans.permissions import can, plan_of, standing_of
from plans.standing import Action

WHY_NOT: dict[Action, str | Promise] = {
    Action.VIEW: _("Du kan ikke se dette i planen."),
    Action.EDIT_WORDS: _(
        "Drømmen og det, der er vigtigt, er borgerens egne ord. Kun borgeren kan rette dem."
    ),
    Action.PROPOSE_GOAL: _("Kun borgeren kan foreslå mål i eget navn."),
    Action.TAKE_UP_PROPOSAL: "Kun den koordinerende sagsbehandler kan tage borgerens forslag med i planen.",
    Action.ADD_GOAL: "Mål skrives af sagsbehandlere på teamet, i de områder de arbejder med.",
    Action.EDIT_GOAL: (
        _(
            "Målet kan ændres af den koordinerende sagsbehandler og af sagsbehandlere i afdelingen, der har "
            "skrevet det."
        )
    ),
    Action.ADD_SUBGOAL: "Delmål skrives af den afdeling, målet hører til, og af den koordinerende sagsbehandler.",
    Action.EDIT_SUBGOAL: "Delmål ændres af den afdeling, målet hører til, og af den koordinerende sagsbehandler.",
    Action.NOTE_PROGRESS: (
        "Hvordan det går, noteres af den afdeling, målet hører til, af den koordinerende sagsbehandler og af dem, "
        "der udfører en indsats i området."
    ),
    Action.ADD_TASK: "Aftaler her skrives af den afdeling, området hører til, og af den koordinerende sagsbehandler.",
    Action.EDIT_TASK: "Aftalen ændres af den afdeling, den hører til, og af den koordinerende sagsbehandler.",
    Action.SET_TASK_STATUS: _(
        "Aftalen markeres af den, der står for den, eller af afdelingen, den hører til."
    ),
    Action.ADD_MEASURE: "Indsatser skrives af sagsbehandlere på teamet, i de områder de arbejder med.",
    Action.EDIT_MEASURE: (
        "Indsatsen ændres af den koordinerende sagsbehandler og af sagsbehandlere i afdelingen, den hører til."
    ),
    Action.FOLLOW_UP: (
        "Der følges op af afdelingen, indsatsen hører til, af den, der udfører den, og af den koordinerende "
        "sagsbehandler."
    ),
    Action.FOLLOW_UP_PLAN: "Planen som helhed følges op af den koordinerende sagsbehandler.",
    Action.BEGIN_TRANSITION: "En overgang begyndes af den koordinerende sagsbehandler.",
    Action.EDIT_TRANSITION: "En overgang ændres af den koordinerende sagsbehandler.",
    Action.WRITE_JOURNAL: "Notater skrives af teamet, i de områder de arbejder med.",
    Action.ADD_TO_JOURNAL: "Kun den, der har skrevet notatet, kan føje noget til det.",
    Action.EDIT_NOTE_DRAFT: "Et notat kan kun rettes, mens det er din egen kladde.",
    Action.PUBLISH_DRAFT: (
        "Kun den, der har skrevet kladden, kan vise den, og kun hvor de stadig kan skrive. "
        "Er stedet lukket, kan den flyttes til egen afdelings del."
    ),
    Action.MOVE_DRAFT: "En kladde kan flyttes af den, der har skrevet den, til egen afdelings del af samme område.",
    Action.WITHHOLD: "Kun en sagsbehandler kan bede om at holde sin egen afdelings kladde tilbage fra borgeren.",
    Action.END_WITHHOLDING: "Kun en sagsbehandler i afdelingen, det hører til, kan vise det for borgeren før tid.",
    Action.TAKE_OUT: (
        "Det, der står på en forkert borger, tages ud af den, der har skrevet det, af den koordinerende "
        "sagsbehandler, eller af lederen i afdelingen, det hører til."
    ),
    Action.TAKE_BACK: _("Kun den, der har tilføjet det, kan fortryde det, og kun hvor de stadig kan skrive."),
    Action.KEEP_PRIVATE: _("Kun borgeren selv kan bestemme, at noget ikke skal deles."),
    Action.ADD_ATTACHMENT: _("Filer lægges ind af borgeren og af teamet, i de områder de arbejder med."),
    Action.ADD_SCAN: _(
        "Et samtykke får sin underskrevne side af en sagsbehandler på teamet eller af borgeren selv."
    ),
    Action.REMOVE_ATTACHMENT: _(
        "Filen tages ud af den, der har lagt den ind, eller af den afdeling, den hører til."
    ),
    Action.RATE_SELF: _("Kun borgeren kan sætte sit eget tal."),
    Action.HOLD_TALK: "Samtaler med borgeren noteres af sagsbehandlere på teamet.",
    Action.NOTE_TOLD: (
        "Det, borgeren fortæller om sin drøm, om det, der er vigtigt, og sit eget tal, noteres af den koordinerende "
        "sagsbehandler. Skriv det i et notat, eller bed den koordinerende om det."
    ),
    Action.RATE_AS_PROFESSIONAL: "Kun teamet kan vurdere trivsel ved siden af borgeren.",
    Action.NOTE_GROUND: "Samtykker noteres af sagsbehandlere på teamet eller af borgeren selv.",
    Action.GIVE_CONSENT: _("Kun borgeren, eller en der handler for borgeren, kan give samtykke her."),
    Action.WITHDRAW_GROUND: _(
        "Samtykket trækkes tilbage af borgeren selv eller noteres af en sagsbehandler på teamet."
    ),
    Action.SHARE_WITHOUT_CONSENT: (
        "Deling uden samtykke noteres af en sagsbehandler i den afdeling, oplysningerne hører til."
    ),
    Action.START_VISITATION: "Visitationsfasen begyndes af den koordinerende sagsbehandler.",
    Action.SEE_TEAM_WHOLE: "Kun borgeren og den koordinerende sagsbehandler ser hele teamet.",
    Action.MANAGE_TEAM: "Teamet ændres af den koordinerende sagsbehandler.",
    Action.BLOCK_PERSON: _("Kun borgeren og den koordinerende sagsbehandler kan spærre planen for nogen."),
    Action.LIFT_BLOCK: (
        _(
            "En spærring hæves af borgeren. Den koordinerende sagsbehandler kan kun hæve en, borgeren ikke "
            "selv har lavet."
        )
    ),
    Action.OFFER_HANDOVER: "Kun den koordinerende sagsbehandler kan bede en anden om at tage over.",
    Action.ACCEPT_HANDOVER: "Du er ikke blevet bedt om at tage over for denne plan.",
    Action.ASK_ABOUT_LOOK: _("Kun borgeren selv kan se og spørge, hvem der har kigget i planen."),
    Action.ASK_FOR_DATA: _("Kun borgeren, eller en der handler for borgeren, kan bede om det her."),
    Action.NOTE_DATA_REQUEST: "Det, borgeren beder om, noteres af sagsbehandlere på teamet.",
    Action.ANSWER_DATA_REQUEST: "Der svares af den koordinerende sagsbehandler.",
    Action.ADD_OWN_VIEW: _(
        "Kun borgeren, eller en der handler for borgeren, kan skrive borgerens eget syn. Er der spurgt på anden måde, "
        "noterer den koordinerende sagsbehandler det."
    ),
    Action.REPLACE_PLAN: (
        "Kun den koordinerende sagsbehandler noterer, hvilke andre planer den her træder i stedet for."
    ),
    Action.LINK_FAMILY: (
        "Kun den koordinerende sagsbehandler kan spørge, om planen må knyttes sammen med en anden i familien, "
        "og notere svar på det."
    ),
    Action.PAUSE_PLAN: "Kun den koordinerende sagsbehandler kan sætte planen på pause.",
    Action.REOPEN_PLAN: "Kun den, der var koordinerende sagsbehandler, kan tage planen op igen.",
    Action.END_PLAN: "Kun den koordinerende sagsbehandler kan afslutte planen.",
    Action.COMMENT: _("Kommentarer skrives af borgeren. Teamet skriver i planen selv."),
    Action.EDIT_COMMENT: _("Kun den, der har skrevet en kommentar, kan ændre den."),
    Action.WITHDRAW_COMMENT: _("En kommentar tages tilbage af den, der har skrevet den."),
    Action.READ_COMMENT: "Det er den koordinerende sagsbehandler, der siger, at kommentaren er læst.",
    Action.RAISE_DISAGREEMENT: _(
        "En uenighed skrives af borgeren og af teamet, i de områder de arbejder med."
    ),
    Action.WRITE_VIEW: _("Et syn skrives af borgeren og af teamet, i de områder de arbejder med."),
    Action.EDIT_VIEW: _("Kun den, der har skrevet et syn, kan ændre det."),
    Action.SETTLE_DISAGREEMENT: (
        "En uenighed afsluttes af den koordinerende sagsbehandler eller af en sagsbehandler i den afdeling, "
        "den hører til."
    ),
    Action.BRING_TO_LEADERS: "En uenighed lægges frem for en leder af en sagsbehandler på teamet.",
    Action.ASK_LEADER: "Spørgsmål til en leder stilles af sagsbehandlere på teamet.",
    Action.WITHDRAW_QUESTION: (
        "Et spørgsmål trækkes tilbage af den, der har stillet det, eller af den koordinerende sagsbehandler."
    ),
    Action.CALL_MEETING: "Møder indkaldes af den koordinerende sagsbehandler.",
    Action.EDIT_MEETING: "Mødet ændres og godkendes af den koordinerende sagsbehandler.",
    Action.ANSWER_INVITATION: _("Du kan kun svare for dig selv."),
    Action.ADD_POINT: _("Punkter skrives af borgeren og af teamet, i de områder de arbejder med."),
    Action.EDIT_POINT: _("Punktet rettes af den, der har skrevet det."),
    Action.PREPARE_MEETING: "Forberedelse til mødet skrives af teamet, i de områder de arbejder med.",
    Action.EDIT_PREPARATION: "Kun den, der har skrevet det, kan rette sin forberedelse.",
    Action.NOTE_DECISION: "Beslutninger skrives af sagsbehandlere på teamet.",
    Action.EDIT_DECISION: (
        "Beslutningen rettes af den koordinerende sagsbehandler og af sagsbehandlere i afdelingen, den hører til."
    ),
    Action.ANSWER_QUESTION: "Spørgsmålet er stillet til en anden, eller det er lukket igen.",
    Action.WRITE_MESSAGE: _("Beskeder går mellem borgeren og den, der holder trådene i planen."),
    Action.NOTE_MESSAGE: "En besked fra borgeren noteres af en sagsbehandler på teamet.",
    Action.SETTLE_MESSAGE: "En besked besvares af den koordinerende sagsbehandler.",
}


class NotAllowed(PermissionDenied):
    """The person may not do this; the text says why, for the page."""


class PlanEnded(ValidationError):
    """The plan has ended; nothing more is saved in it, and the page gives the person their text back."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Planen er afsluttet, så der kan ikke gemmes mere i den. Din tekst står stadig her, så du kan "
                "kopiere den."
            ),
            code="plan_ended",
        )


def require(by: User, action: Action, thing: Any) -> None:
    """Raise NotAllowed unless `by` may do `action` with `thing`, then PlanEnded if its plan has ended.

    The plan is locked until the transaction ends, before anything is asked: what closes meanwhile (a withdrawal, the
    plan's end) comes wholly before this change or wholly after it.
    """
    current = lock_plan(plan_of(thing))
    if not can(by, action, thing):
        raise NotAllowed(WHY_NOT[action])
    if not current.is_active:
        raise PlanEnded


def lock_plan(plan: Plan) -> Plan:
    """The plan as it is now, and nobody else's change to it or to who may see it until the transaction ends."""
    return Plan.objects.select_for_update(no_key=True).get(pk=plan.pk)


def require_area(by: User, plan: Plan, area_id: str) -> None:
    """Raise NotAllowed unless `by` works in the area on this plan."""
    if not standing_of(by, plan).works_in(area_id):
        raise NotAllowed(_("Du arbejder ikke med dette område i planen."))
