"""The plan on paper: who gets it, what stands on it, and what never does."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from enplan import clock
from enplan.accounts.models import User
from enplan.audit.models import Look
from plans.models import CitizenWords, Goal
from plans.prints import document, kept
from plans.services.goals import add_goal, add_subgoal, propose_goal
from plans.services.plans import end_plan
from plans.services.progress import rate
from plans.services.tasks import add_task
from plans.services.team import block_person
from plans.services.withdrawing import withdraw_ground
from plans.services.words import write_words
from tests.cast import HOUSING, NOW, TODAY, give_consent
from tests.conftest import Cast
from tests.printing import own_print, pages_of, print_for, reader_of, tags_of, text_of

LATE = ("overskredet", "forfalden", "forsinket", "for sent")


@pytest.fixture
def full(cast: Cast, jobs_goal: Goal, rus_goal: Goal, socials_goal: Goal) -> Cast:
    """A plan with something of everything: Beskæftigelse's part is open to the coordinator."""
    give_consent(cast.sofie, cast.plan, to=[cast.social, cast.job, cast.rus], sources=[cast.social, cast.job])
    write_words(by=cast.rasmus, plan=cast.plan, kind="dream", text="Mit eget værksted", seen=0)
    write_words(by=cast.rasmus, plan=cast.plan, kind="matters", text="Sig det lige ud", seen=0)
    add_subgoal(by=cast.jan, goal=jobs_goal, title="Skrive en annonce", status="done")
    add_subgoal(by=cast.jan, goal=jobs_goal, title="Se tre værelser")
    late = TODAY - timedelta(days=18)
    add_task(
        by=cast.jan, goal=jobs_goal, title="Ringe til udlejeren", responsible_is_citizen=True, due_on=late
    )
    add_task(
        by=cast.jan, goal=jobs_goal, title="Gå med ud at se", responsible=cast.jan, due_on=date(2026, 4, 1)
    )
    add_task(by=cast.jan, goal=jobs_goal, title="Finde papirerne", status="done")
    for value, day in ((3, date(2026, 1, 12)), (5, date(2026, 3, 1))):
        rate(by=cast.rasmus, plan=cast.plan, area_id=None, value=value, rated_on=day)
    rate(by=cast.rasmus, plan=cast.plan, area_id=HOUSING, value=2, note="Sofaen er hård")
    return cast


# Who gets it ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["ulla", "grethe", "adam", "dorte", "root", "kirsten", "mads", "rasmus", "anne"]
)
def test_print_does_not_exist_for_those_who_do_not_work_on_the_plan(full: Cast, name: str):
    assert print_for(getattr(full, name), full.plan).status_code == 404
    assert not Look.objects.filter(kind=Look.Kind.PRINT).exists()


def test_print_does_not_exist_for_a_blocked_or_deactivated_member(full: Cast):
    block_person(by=full.sofie, plan=full.plan, user=full.jan)
    assert print_for(full.jan, full.plan).status_code == 404
    User.objects.filter(pk=full.pia.pk).update(is_active=False)
    assert print_for(full.pia, full.plan).status_code == 302


def test_print_sends_nobody_to_the_login(full: Cast):
    for address in (reverse("plan-pdf", args=[full.plan.pk]), reverse("min-plan-pdf")):
        assert Client().get(address).headers["Location"].startswith(reverse("login"))


@pytest.mark.parametrize("name", ["sofie", "jan", "mads", "root"])
def test_own_print_is_for_the_citizens_side_alone(full: Cast, name: str):
    assert own_print(getattr(full, name)).status_code == 404


def test_print_is_only_read(full: Cast):
    client = Client()
    client.force_login(full.sofie)
    assert client.post(reverse("plan-pdf", args=[full.plan.pk])).status_code == 405


def test_print_is_logged_before_it_answers(full: Cast, monkeypatch: pytest.MonkeyPatch):
    def out_of_paper(_html: str, *, is_large: bool) -> bytes:
        raise RuntimeError("out of paper")

    monkeypatch.setattr(kept, "pdf_of", out_of_paper)
    with pytest.raises(RuntimeError):
        print_for(full.jan, full.plan)
    look = Look.objects.get(kind=Look.Kind.PRINT)
    assert (look.user_id, look.plan_id, look.role) == (full.jan.pk, full.plan.pk, "Fagperson på teamet")


def test_headers_keep_the_print_and_its_name_to_the_reader(full: Cast):
    response = print_for(full.sofie, full.plan)
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == 'inline; filename="en-plan.pdf"'
    assert response.headers["Cache-Control"] == "no-store, private"


# What stands on it ---------------------------------------------------------------------------------------------------


@pytest.mark.smoke
def test_overview_comes_first_with_what_people_need_round_a_table(full: Cast):
    first = pages_of(print_for(full.sofie, full.plan))[0]
    for text in (
        "740394-XXXX · plan siden 5. januar 2026",
        "Koordinerende sagsbehandler: Sofie Lind",
        "“Mit eget værksted” Rasmus’ egne ord, 10. marts",
        "Næste skridt Gå med ud at se Jan Falk, Beskæftigelse · 1. april",
        "Trivsel fra 3 til 5. Gjort: Finde papirerne",
        "Ringe til udlejeren Rasmus ! 20. februar, overskredet Finde et værelse med plads til hund",
        "Finde et værelse med plads til hund Fælles Ikke vurderet 1 af 2",
        "Trivsel, Rasmus’ egen vurdering",
        "Bolig: Beskæftigelse, Rusmiddelcentret og Socialafdelingen til og med 9. marts 2027",
    ):
        assert text in first


def test_detail_holds_each_area_in_full(full: Cast):
    detail = " ".join(pages_of(print_for(full.sofie, full.plan))[1:])
    for text in (
        "Sig det lige ud",
        "Skrive en annonce (nået)",
        "2 af 10 Sofaen er hård",
        "gjort 10. marts",
    ):
        assert text in detail


def test_each_copy_holds_what_its_reader_may_see(full: Cast):
    jans = text_of(print_for(full.jan, full.plan))
    assert "Ringe til udlejeren" in jans
    assert "Trappe ned i ro og mag" not in jans
    assert "Rusmiddelcentret" not in jans
    assert "Betale regningerne" not in jans
    assert "Trappe ned i ro og mag" in text_of(print_for(full.rikke, full.plan))
    assert "Trappe ned i ro og mag" in text_of(own_print(full.rasmus))


def test_consents_name_only_those_the_reader_knows(full: Cast):
    """Rule 6. Jan knows his own department and the coordinator's; that Rusmiddelcentret is there is counted."""
    assert "Bolig: Beskæftigelse, Socialafdelingen og 1 anden" in text_of(print_for(full.jan, full.plan))


def test_footer_says_whose_copy_when_and_which_page(full: Cast):
    pages = pages_of(print_for(full.jan, full.plan))
    for number, page in enumerate(pages, start=1):
        assert "Jan Falks eksemplar · udskrevet 10. marts 2026 kl. 10" in page
        assert f"Side {number} af {len(pages)}" in page


def test_neither_number_nor_address_stands_anywhere(full: Cast):
    for response in (print_for(full.sofie, full.plan), own_print(full.rasmus), own_print(full.anne)):
        reader = reader_of(response)
        everything = [text_of(response), str(reader.metadata), str(tags_of(reader))]
        assert not any(secret in text for text in everything for secret in ("0012", "Havnegade"))


def test_citizens_own_copy_speaks_to_the_citizen_and_shames_nobody(full: Cast):
    text = text_of(own_print(full.rasmus))
    for said in (
        "Dine egne ord",
        "Ringe til udlejeren Dig aftalt til 20. februar",
        "Trivsel, din egen vurdering",
    ):
        assert said in text
    assert not any(word in text.lower() for word in LATE)


def test_representatives_copy_holds_the_own_areas(full: Cast):
    text = text_of(own_print(full.anne))
    assert "Finde et værelse" in text
    assert "Betale regningerne" not in text
    assert not any(word in text.lower() for word in LATE)


def test_shell_is_that_there_is_a_plan_who_coordinates_it_and_own_tasks(cast: Cast, socials_goal: Goal):
    write_words(by=cast.rasmus, plan=cast.plan, kind="dream", text="Mit eget værksted", seen=0)
    add_task(by=cast.sofie, goal=socials_goal, title="Sende brevet", responsible=cast.rikke, due_on=TODAY)
    text = text_of(print_for(cast.rikke, cast.plan))
    for said in ("Rasmus Ager", "plan siden 5. januar 2026", "Sofie Lind", "Sende brevet", "Side 1 af 1"):
        assert said in text
    for hidden in ("740394", "værksted", "Betale regningerne", "Økonomi", "Jan Falk"):
        assert hidden not in text


def test_an_own_task_in_a_closed_part_does_not_tell_its_goal(cast: Cast, jobs_goal: Goal, socials_goal: Goal):
    add_task(by=cast.sofie, goal=socials_goal, title="Sende brevet", responsible=cast.jan, due_on=TODAY)
    text = text_of(print_for(cast.jan, cast.plan))
    assert "Sende brevet" in text
    assert "Betale regningerne" not in text


def test_drafts_are_left_out_even_of_the_writers_own_copy(full: Cast):
    goal = add_goal(by=full.jan, plan=full.plan, area_id=HOUSING, title="Måske et kollegie", is_draft=True)
    add_task(by=full.jan, goal=goal, title="Ringe til kollegiet", responsible=full.jan)
    for reader in (full.jan, full.sofie):
        text = text_of(print_for(reader, full.plan))
        assert "kollegie" not in text


def test_what_is_kept_from_the_citizen_is_marked_and_not_on_the_page_that_lies_open(full: Cast):
    goal = add_goal(by=full.jan, plan=full.plan, area_id=HOUSING, title="Tale om ungdomsbolig")
    Goal.objects.filter(pk=goal.pk).update(
        withheld_until=NOW + timedelta(days=2),
        withheld_ground="Samtalen først",
        withheld_approved_by=full.grethe,
    )
    first, *rest = pages_of(print_for(full.jan, full.plan))
    assert "Tale om ungdomsbolig" not in first
    assert "Tale om ungdomsbolig Vises ikke for borgeren før 12. marts" in " ".join(rest)
    assert "Tale om ungdomsbolig" not in text_of(own_print(full.rasmus))


def test_what_the_citizen_shares_with_nobody_is_in_the_detail_of_their_own_copy_alone(full: Cast):
    propose_goal(by=full.rasmus, plan=full.plan, area_id=HOUSING, title="Flytte fra byen", is_private=True)
    first, *rest = pages_of(own_print(full.rasmus))
    assert "Flytte fra byen" not in first
    assert "Flytte fra byen Kun dig kan se dette" in " ".join(rest)
    assert "Flytte fra byen" not in text_of(print_for(full.sofie, full.plan))


def test_coordinator_is_told_what_is_no_longer_open(full: Cast):
    with clock.standing_at(NOW + timedelta(days=366)):
        text = text_of(print_for(full.sofie, full.plan))
    assert "Ikke længere åbent for dig Bolig: samtykket er udløbet 10. marts" in text
    assert "Finde et værelse" not in text


def test_a_plan_that_has_ended_says_so(full: Cast):
    end_plan(by=full.sofie, plan=full.plan, outcome="manages")
    assert "afsluttet 10. marts 2026" in text_of(own_print(full.rasmus))


def test_the_emptiest_plan_prints(cast: Cast):
    text = text_of(own_print(cast.rasmus))
    assert "Der er ingen åbne aftaler." in text
    assert "UDEFINERET" not in text


def test_newest_words_stand_and_earlier_ones_do_not(full: Cast):
    words = CitizenWords.objects.get(plan=full.plan, kind="dream")
    write_words(by=full.rasmus, plan=full.plan, kind="dream", text="En hund", seen=words.number)
    text = text_of(print_for(full.sofie, full.plan))
    assert "“En hund”" in text
    assert "værksted" not in text


# Asked for again -----------------------------------------------------------------------------------------------------


@pytest.fixture
def pressed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that were laid out."""
    laid_out: list[str] = []
    press = document.pdf_of

    def counted(html: str, *, is_large: bool) -> bytes:
        laid_out.append(html)
        return press(html, is_large=is_large)

    monkeypatch.setattr(kept, "pdf_of", counted)
    return laid_out


def test_an_unchanged_print_is_laid_out_once_within_the_hour_and_logged_every_time(
    full: Cast, pressed: list[str]
):
    first = print_for(full.sofie, full.plan).content
    with clock.standing_at(NOW + timedelta(minutes=59)):
        assert print_for(full.sofie, full.plan).content == first
    assert len(pressed) == 1
    assert Look.objects.filter(kind=Look.Kind.PRINT, user_id=full.sofie.pk).count() == 2
    with clock.standing_at(NOW + timedelta(hours=1)):
        assert "udskrevet 10. marts 2026 kl. 11" in text_of(print_for(full.sofie, full.plan))
    assert len(pressed) == 2


def test_a_kept_print_is_neither_another_persons_nor_another_sizes(full: Cast, pressed: list[str]):
    own_print(full.rasmus)
    full.rikke.name = full.jan.name
    full.rikke.save()
    for reader in (full.jan, full.rikke, full.sofie):
        print_for(reader, full.plan)
    client = Client()
    client.force_login(full.rasmus)
    client.get(reverse("min-plan-pdf"), {"skrift": "stor"})
    assert len(pressed) == 5


def test_what_has_changed_or_been_closed_is_not_shown_as_it_was_kept(full: Cast, pressed: list[str]):
    assert "Ringe til udlejeren" in text_of(print_for(full.sofie, full.plan))
    add_goal(by=full.sofie, plan=full.plan, area_id=HOUSING, title="Et nyt mål")
    assert "Et nyt mål" in text_of(print_for(full.sofie, full.plan))
    for ground in full.plan.citizen.grounds.all():
        withdraw_ground(by=full.rasmus, plan=full.plan, ground=ground)
    assert "Ringe til udlejeren" not in text_of(print_for(full.sofie, full.plan))
    assert len(pressed) == 3
