"""`/min-plan/samtykker/`: what was said yes and no to, saying yes, and withdrawing after seeing what closes."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from citizens.models import Ground, GroundKind
from enplan import clock
from enplan.audit.models import Change
from plans.closing import closing_of
from plans.models import Goal
from plans.permissions import visible_to
from plans.services.goals import propose_goal
from plans.services.grounds import Obtaining, Party, note_ground
from plans.services.plans import end_plan
from plans.services.sharing import share_without_consent
from plans.services.withdrawing import withdraw_ground
from plans.services.words import write_words
from tests.cast import ECONOMY, HOUSING, NOW, TODAY, give_consent
from tests.citizen_pages import folded, html_of

pytestmark = pytest.mark.django_db

PAGE = "/min-plan/samtykker/"


@pytest.fixture
def shared(cast, jobs_goal, rus_goal, socials_goal):
    """A yes to Beskæftigelse and the coordinator in two areas, of what the three departments write."""
    sources = [cast.social, cast.job, cast.rus]
    return give_consent(cast.sofie, cast.plan, to=[cast.job, None], sources=sources, areas=[HOUSING, ECONOMY])


def withdrawing(plan, ground_id, party=None):
    address = reverse("withdraw-consent", args=[plan.pk, ground_id])
    return f"{address}?modtager={party.pk}" if party else address


def test_consents_say_who_sees_what_for_how_long_and_why(client, cast, shared):
    client.force_login(cast.rasmus)
    html = html_of(client.get(PAGE))
    for text in (
        "Beskæftigelse og den, der holder trådene i planen (Sofie Lind)",
        "bolig",
        "økonomi",
        "Én plan på tværs",
        "Til og med 9. marts 2027",
        "Du sagde ja skriftligt den 10. marts 2026",
        "Skrevet ned af Socialafdelingen",
    ):
        assert text in html


def test_health_source_is_told_of_only_where_the_yes_opens_it(client, cast):
    give_consent(cast.sofie, cast.plan, to=[cast.job], sources=[cast.social, cast.rus])
    client.force_login(cast.rasmus)
    html = html_of(client.get(PAGE))
    assert "Socialafdelingen" in html
    assert "Rusmiddelcentret" not in html
    give_consent(cast.sofie, cast.plan, to=[cast.job], sources=[cast.rus], kind="health_consent")
    assert "Rusmiddelcentret" in html_of(client.get(PAGE))


def test_consents_tell_what_lapses_soon_and_what_is_over(client, cast):
    give_consent(cast.sofie, cast.plan, to=[cast.job], sources=[cast.social], until=TODAY + timedelta(days=9))
    client.force_login(cast.rasmus)
    html = html_of(client.get(PAGE))
    assert "Til og med 19. marts 2026" in html
    assert "sidste dag om 9 dage" in html
    with clock.standing_at(NOW + timedelta(days=10)):
        html = html_of(client.get(PAGE))
        assert "Udløbet. Gjaldt til og med 19. marts 2026" in html
        assert "Træk det tilbage" not in html


def test_two_ways_to_close_for_the_same_receiver_say_which_is_which(client, cast):
    give_consent(cast.sofie, cast.plan, to=[cast.job], sources=[cast.social])
    client.force_login(cast.rasmus)
    assert "Luk for Beskæftigelse: " not in text_of(client)  # one alone needs no more words
    give_consent(cast.sofie, cast.plan, to=[cast.job], sources=[cast.rus], kind="health_consent")
    give_consent(
        cast.sofie, cast.plan, to=[cast.job], sources=[cast.social], given_on=TODAY - timedelta(days=1)
    )
    said = re.findall("Luk for Beskæftigelse: ([^<]+)", text_of(client))
    assert len(set(said)) == 3
    assert "det, Rusmiddelcentret skriver om bolig" in said
    assert "bolig, sagt den 9. marts 2026" in said


def test_button_about_health_names_the_areas_it_closes(client, cast):
    give_consent(cast.sofie, cast.plan, to=[cast.job], sources=[cast.social])
    ground = give_consent(
        cast.sofie,
        cast.plan,
        to=[cast.job],
        sources=[cast.rus],
        areas=["substance_use"],
        kind="health_consent",
    )
    client.force_login(cast.rasmus)
    words = "Luk for Beskæftigelse: det om rusmidler"
    assert words in text_of(client)
    html = folded(html_of(client.get(withdrawing(cast.plan, ground.pk, ground.parties.get()))))
    assert f"<h1>{words}</h1>" in html
    assert f'Ja, luk nu<span class="sr-only">: {words}</span>' in html


def test_two_alike_of_the_same_day_are_told_apart_as_well(client, cast):
    for _ in range(2):
        give_consent(cast.sofie, cast.plan, to=[cast.job, cast.social], sources=[cast.rus, cast.social])
    client.force_login(cast.rasmus)
    html = text_of(client)
    for words in ("Luk for Beskæftigelse", "Luk hele dette ja: for Beskæftigelse og Socialafdelingen"):
        said = re.findall(f"{words}: ([^<]+)", html)
        assert len(said) == len(set(said)) == 2, words


def test_button_that_closes_for_all_names_them(client, cast, shared):
    client.force_login(cast.rasmus)
    assert "Luk hele dette ja: for Beskæftigelse og den, der holder trådene" in text_of(client)
    html = html_of(client.get(withdrawing(cast.plan, shared.pk)))
    words = "Luk hele dette ja: for Beskæftigelse og den, der holder trådene i planen (Sofie Lind)"
    assert html.count(words) == 2  # heading and button, as on the button that was pressed
    assert "Det handler om: bolig · økonomi" in html
    assert "Det lukker med det samme, du trykker på knappen." in html


NO_COST = "Du må gerne sige nej. Du mister ikke din hjælp af den grund."
NO_COST_OF_HEALTH = "Du må gerne sige nej. Du mister ikke din hjælp eller din behandling af den grund."


def obtain(cast):
    return note_ground(
        by=cast.sofie,
        plan=cast.plan,
        kind=GroundKind.objects.get(pk="obtaining"),
        areas=[HOUSING],
        parties=[Party(department=cast.job)],
        sources=[cast.social],
        purpose="Én plan",
        form="oral",
        given_on=TODAY,
        obtaining=Obtaining(
            information="Lønsedler",
            information_from="Arbejdsgiveren",
            matter="Ydelse",
            consequence="Ydelsen kan standse",
        ),
    )


def test_page_answers_what_a_no_means_for_the_help(client, cast, shared):
    client.force_login(cast.rasmus)
    html = html_of(client.get(PAGE))
    assert html.index("Hvad sker der med din hjælp, hvis du siger nej?") < html.index(
        "Det har du sagt ja til"
    )
    assert NO_COST in html
    assert NO_COST in html_of(client.get(withdrawing(cast.plan, shared.pk)))
    health = give_consent(cast.sofie, cast.plan, to=[cast.job], sources=[cast.rus], kind="health_consent")
    assert NO_COST_OF_HEALTH in html_of(client.get(PAGE))
    assert NO_COST_OF_HEALTH in html_of(client.get(withdrawing(cast.plan, health.pk)))


def test_no_that_has_a_consequence_is_never_said_to_cost_nothing(client, cast, shared):
    ground = obtain(cast)
    client.force_login(cast.rasmus)
    for address in (PAGE, withdrawing(cast.plan, ground.pk)):
        html = html_of(client.get(address))
        assert "Ydelsen kan standse" in html
        assert NO_COST not in html
    assert "Du må gerne sige nej til, at afdelinger deler" in html_of(client.get(PAGE))
    assert NO_COST in html_of(client.get(withdrawing(cast.plan, shared.pk)))  # of this one it is true
    Ground.objects.update(consequence="")
    assert "Det er ikke skrevet ned. Spørg den, der holder trådene" in html_of(client.get(PAGE))


def test_department_is_named_with_who_sees_it_for_them(client, cast, jobs_goal):
    ground = give_consent(cast.sofie, cast.plan, to=[cast.rus], sources=[cast.job])
    client.force_login(cast.rasmus)
    assert "Rusmiddelcentret: Rikke Brandt ser det for dem" in html_of(client.get(PAGE))
    withdraw_ground(by=cast.rasmus, plan=cast.plan, ground=ground)
    give_consent(cast.sofie, cast.plan, to=[cast.rus], sources=[cast.job], areas=[ECONOMY])
    assert "Rusmiddelcentret: ingen derfra ser noget af det lige nu" in html_of(client.get(PAGE))


def test_yes_on_somebodys_behalf_is_not_told_as_the_citizens_own(client, cast, shared):
    client.force_login(cast.rasmus)
    assert "Det har du sagt ja til at dele" in html_of(client.get(PAGE))
    Ground.objects.update(is_by_representative=True)
    html = html_of(client.get(PAGE))
    assert "Det er der sagt ja til at dele på dine vegne" in html
    assert "Ja på dine vegne, skriftligt den 10. marts 2026" in html
    assert "Du sagde ja" not in html


def text_of(client):
    """The page as it stands, with what is only heard in brackets."""
    return folded(re.sub(r'<span class="sr-only">', "(", html_of(client.get(PAGE))))


def test_a_no_is_shown_as_a_no(client, cast):
    kind = GroundKind.objects.get(pk="sharing_consent")
    note_ground(
        by=cast.sofie,
        plan=cast.plan,
        kind=kind,
        areas=[HOUSING],
        parties=[Party(department=cast.rus)],
        sources=[cast.social],
        purpose="Én plan",
        form="oral",
        given_on=TODAY,
        decision="no",
    )
    client.force_login(cast.rasmus)
    html = html_of(client.get(PAGE))
    assert "Du sagde nej mundtligt den 10. marts 2026" in html
    assert "Må ikke se" in html
    assert "Træk det tilbage" not in html


def test_what_is_shared_without_asking_is_told_with_its_reason(client, cast, jobs_goal):
    kind = GroundKind.objects.get(pk="acute_or_duty")
    share_without_consent(
        by=cast.jan,
        plan=cast.plan,
        kind=kind,
        areas=[HOUSING],
        parties=[Party(department=cast.social)],
        until=TODAY + timedelta(days=3),
        reason="Rasmus stod uden seng",
    )
    client.force_login(cast.rasmus)
    html = html_of(client.get(PAGE))
    assert "Det deles, uden at du er blevet spurgt" in html
    assert "Rasmus stod uden seng" in html
    ground = Ground.objects.get()
    assert str(ground.pk) not in html
    assert client.post(withdrawing(cast.plan, ground.pk)).status_code == 403


def test_consents_without_any_are_friendly(client, cast):
    client.force_login(cast.rasmus)
    html = html_of(client.get(PAGE))
    assert "Du har ikke sagt ja til, at nogen deler noget." in html
    assert "Sig ja eller nej" in html


def test_representative_sees_consents_within_own_areas_alone(client, cast, shared):
    own = give_consent(cast.sofie, cast.plan, to=[cast.rus], sources=[cast.job], areas=[HOUSING])
    client.force_login(cast.anne)
    html = html_of(client.get(PAGE))
    assert str(own.pk) in html
    assert str(shared.pk) not in html
    assert "økonomi" not in html
    assert client.get(withdrawing(cast.plan, shared.pk)).status_code == 404
    assert client.post(withdrawing(cast.plan, shared.pk)).status_code == 404
    assert client.get(withdrawing(cast.plan, own.pk)).status_code == 200


def test_withdrawing_tells_beforehand_what_closes_and_for_whom(client, cast, shared):
    write_words(by=cast.rasmus, plan=cast.plan, kind="dream", text="Et værksted", seen=0)
    client.force_login(cast.rasmus)
    changes = Change.objects.count()
    html = html_of(client.get(withdrawing(cast.plan, shared.pk)))
    assert Change.objects.count() == changes
    assert Ground.objects.get().withdrawn_at is None
    assert "Sofie Lind holder trådene i planen. Uden dette ja er der ingen, der kan se på tværs" in html
    assert "Finde et værelse med plads til hund" in html  # the coordinator loses it
    assert "Pia Dahl" in html  # loses the words
    assert "Trappe ned" not in html  # health was never open to them on this ground
    assert "Betale regningerne" not in html  # Beskæftigelse does not work with economy


def test_withdrawing_for_one_tells_and_closes_for_that_one(client, cast, shared):
    client.force_login(cast.rasmus)
    party = shared.parties.get(department=cast.job)
    html = html_of(client.get(withdrawing(cast.plan, shared.pk, party)))
    assert "Luk for Beskæftigelse" in html
    assert "Sofie Lind holder trådene" not in html
    answer = client.post(withdrawing(cast.plan, shared.pk), {"modtager": party.pk})
    assert answer.status_code == 302
    html = html_of(client.get(answer["Location"]))
    assert "Det er lukket fra nu af." in html
    assert "lukket 10. marts" in html_of(client.get(PAGE))
    assert visible_to(cast.sofie, Goal.objects.filter(section__owner=cast.job)).exists()


def test_what_is_told_beforehand_is_what_closes(client, cast, shared, citizens_goal):
    """The preview against the rule itself: before minus after, for everybody."""
    propose_goal(by=cast.rasmus, plan=cast.plan, area_id=HOUSING, title="Helt privat", is_private=True)

    def seen():
        return {user.pk: set(visible_to(user, Goal.objects.all())) for user in cast.everybody}

    before = seen()
    told = closing_of(cast.plan, [party.pk for party in shared.parties.all()])
    client.force_login(cast.rasmus)
    html = html_of(client.get(withdrawing(cast.plan, shared.pk)))
    assert client.post(withdrawing(cast.plan, shared.pk)).status_code == 302
    after = seen()
    for user in cast.everybody:
        lost = before[user.pk] - after[user.pk]
        assert {goal.section_id for goal in lost} <= told.sections.get(user.pk, frozenset())
        for goal in lost:
            assert goal.title in html
            assert user.name in html
    assert "Helt privat" not in html


def test_withdrawing_all_closes_at_once(client, cast, shared):
    assert visible_to(cast.sofie, Goal.objects.filter(section__owner=cast.job)).exists()
    client.force_login(cast.rasmus)
    assert client.post(withdrawing(cast.plan, shared.pk)).status_code == 302
    assert not visible_to(cast.sofie, Goal.objects.filter(section__owner=cast.job)).exists()
    assert "Trukket tilbage 10. marts 2026" in html_of(client.get(PAGE))


def test_withdrawing_for_a_network_person_says_that_all_of_it_closes(client, cast, socials_goal):
    ground = give_consent(cast.rasmus, cast.plan, to=[cast.mads], sources=[cast.social], areas=[ECONOMY])
    client.force_login(cast.rasmus)
    html = html_of(client.get(withdrawing(cast.plan, ground.pk)))
    assert "Mads Ager, bror" in html
    assert "kan slet ikke se planen mere" in html
    assert "Betale regningerne" in html


def test_withdrawing_what_is_over_changes_nothing(client, cast, shared):
    withdraw_ground(by=cast.sofie, plan=cast.plan, ground=shared)
    client.force_login(cast.rasmus)
    changes = Change.objects.count()
    assert client.post(withdrawing(cast.plan, shared.pk)).status_code == 302
    assert Change.objects.count() == changes
    assert "Det gælder ikke længere" in html_of(client.get(PAGE))


def test_withdrawing_with_others_ids_is_not_found(client, cast, shared):
    others = give_consent(cast.sofie, cast.kirstens_plan, to=[cast.job], sources=[cast.social])
    client.force_login(cast.rasmus)
    assert client.post(withdrawing(cast.plan, others.pk)).status_code == 404
    assert client.post(withdrawing(cast.plan, uuid4())).status_code == 404
    assert client.post(withdrawing(cast.kirstens_plan, others.pk)).status_code == 404
    for asked in (others.parties.get().pk, uuid4(), "nonsense"):
        assert client.post(withdrawing(cast.plan, shared.pk), {"modtager": asked}).status_code == 404
        assert client.get(f"{withdrawing(cast.plan, shared.pk)}?modtager={asked}").status_code == 404
    for user in (cast.kirsten, cast.sofie, cast.jan, cast.mads, cast.root, cast.dorte):
        client.force_login(user)
        assert client.get(withdrawing(cast.plan, shared.pk)).status_code == 404
        assert client.post(withdrawing(cast.plan, shared.pk)).status_code == 404
    assert not Ground.objects.filter(withdrawn_at__isnull=False).exists()


def test_after_the_plans_end_nothing_is_asked_but_withdrawing_goes_on(client, cast, shared):
    end_plan(by=cast.sofie, plan=cast.plan, outcome="manages")
    client.force_login(cast.rasmus)
    assert "Sig ja eller nej" not in html_of(client.get(PAGE))
    assert client.post(withdrawing(cast.plan, shared.pk)).status_code == 302
    assert Ground.objects.get().withdrawn_at is not None
