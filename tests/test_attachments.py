"""Attachments: who sees a file and who does not, handing it out with a look, taking it out, and crashes halfway."""

import os
import stat
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from citizens.models import Ground
from enplan import clock
from enplan.accounts.models import LifeArea
from enplan.audit.models import Change, Look
from plans.files import storing
from plans.lookups.files import scans_for
from plans.models import Attachment
from plans.permissions import visible_to, visible_to_department
from plans.services.attachments import (
    add_attachment,
    add_scan_to_ground,
    delete_orphan_files,
    remove_attachment,
)
from plans.services.checks import NotAllowed
from plans.services.plans import end_plan
from plans.services.team import block_person
from plans.services.withdrawing import withdraw_ground
from tests.cast import ECONOMY, HOUSING, NOW, give_consent
from tests.conftest import Cast
from tests.uploads import checked_photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def jobs_file(cast: Cast) -> Attachment:
    """A photo that Beskæftigelse has put in housing."""
    return add_attachment(by=cast.jan, plan=cast.plan, area_id=HOUSING, file=checked_photo())


def address(file: Attachment) -> str:
    return f"/planer/{file.plan_id}/filer/{file.pk}/"


def asked_by(client, user, file):
    client.force_login(user)
    return client.get(address(file))


def seen_by(cast: Cast) -> set[str]:
    return {one.username for one in cast.everybody if visible_to(one, Attachment.objects.all()).exists()}


def test_file_stands_in_its_section_and_follows_the_consent_by_the_second(client, cast, jobs_file):
    assert seen_by(cast) == {"rasmus", "anne", "jan", "pia"}
    ground = give_consent(cast.sofie, cast.plan, to=[None], sources=[cast.job], until=NOW.date())
    assert asked_by(client, cast.sofie, jobs_file).status_code == 200
    with clock.standing_at(NOW + timedelta(days=1)):
        assert asked_by(client, cast.sofie, jobs_file).status_code == 404
    withdraw_ground(by=cast.rasmus, plan=cast.plan, ground=ground)
    assert asked_by(client, cast.sofie, jobs_file).status_code == 404


def test_network_person_never_sees_files(client, cast, jobs_file):
    give_consent(cast.sofie, cast.plan, to=[cast.mads], sources=[cast.job])
    assert asked_by(client, cast.mads, jobs_file).status_code == 404


def test_citizens_own_file_is_the_coordinators_too_unless_it_is_not_to_be_shared(client, cast):
    shared = add_attachment(by=cast.rasmus, plan=cast.plan, area_id=HOUSING, file=checked_photo())
    kept = add_attachment(
        by=cast.rasmus, plan=cast.plan, area_id=HOUSING, file=checked_photo(), is_private=True
    )
    assert shared.section is not None
    assert shared.section.is_citizens
    assert asked_by(client, cast.sofie, shared).status_code == 200
    assert asked_by(client, cast.rasmus, kept).status_code == 200
    for other in (cast.sofie, cast.anne, cast.jan):
        assert asked_by(client, other, kept).status_code == 404


def test_what_is_withheld_or_a_draft_is_on_no_page_of_the_citizens(client, cast, jobs_file):
    Attachment.objects.update(
        withheld_until=NOW + timedelta(days=3), withheld_ground="Loven", withheld_approved_by=cast.sofie
    )
    assert seen_by(cast) == {"jan", "pia"}
    Attachment.objects.update(is_draft=True)
    assert seen_by(cast) == {"jan"}


def test_blocked_person_and_who_has_left_find_nothing(client, cast, jobs_file):
    block_person(by=cast.sofie, plan=cast.plan, user=cast.pia)
    assert asked_by(client, cast.pia, jobs_file).status_code == 404


def test_handing_out_writes_a_look_and_says_what_may_not_happen_with_it(client, cast, jobs_file):
    answer = asked_by(client, cast.pia, jobs_file)
    assert answer.content == checked_photo().content
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Disposition"].startswith("inline; filename")
    look = Look.objects.get(user_id=cast.pia.pk)
    assert (look.what, look.plan_id) == ("Fil i planen", cast.plan.pk)
    Attachment.objects.update(content_type="application/pdf", title='a"/\\\r\nX: b')
    answer = asked_by(client, cast.pia, jobs_file)
    assert answer["Content-Disposition"] == 'attachment; filename="a X b.pdf"'


def test_look_stands_even_where_the_file_turns_out_to_be_gone(client, cast, jobs_file):
    storing.discard(jobs_file.stored_name)
    client.raise_request_exception = False
    assert asked_by(client, cast.pia, jobs_file).status_code == 500
    assert Look.objects.filter(user_id=cast.pia.pk).exists()


def test_file_is_not_found_through_another_plan(client, cast, jobs_file):
    client.force_login(cast.rasmus)
    assert client.get(f"/planer/{cast.kirstens_plan.pk}/filer/{jobs_file.pk}/").status_code == 404
    client.force_login(cast.kirsten)
    assert client.get(f"/planer/{cast.kirstens_plan.pk}/filer/{jobs_file.pk}/").status_code == 404


def test_scan_names_the_whole_team_so_who_only_sees_the_ground_does_not_see_it(client, cast):
    ground = give_consent(cast.sofie, cast.plan, to=[cast.rus], sources=[cast.job])
    scan = add_scan_to_ground(by=cast.sofie, plan=cast.plan, ground=ground, file=checked_photo())
    assert visible_to(cast.rikke, Ground.objects.all()).get() == ground
    assert seen_by(cast) == {"rasmus", "sofie"}
    assert [one.pk for one in scans_for(cast.sofie, cast.plan, ground)] == [scan.pk]
    assert scans_for(cast.jan, cast.plan, ground) == []
    for user, status in ((cast.rikke, 404), (cast.anne, 404), (cast.sofie, 200)):
        assert asked_by(client, user, scan).status_code == status
    assert Look.objects.get(user_id=cast.sofie.pk).what == "Underskrevet samtykke"
    cast.mother.areas.set(LifeArea.objects.all())
    assert seen_by(cast) == {"rasmus", "anne", "sofie"}
    with pytest.raises(NotAllowed):
        add_scan_to_ground(by=cast.jan, plan=cast.plan, ground=ground, file=checked_photo())


def test_caseworker_sees_the_scan_of_the_ground_they_noted(cast):
    ground = give_consent(cast.jan, cast.plan, to=[cast.rus], sources=[cast.job])
    add_scan_to_ground(by=cast.sofie, plan=cast.plan, ground=ground, file=checked_photo())
    assert seen_by(cast) == {"rasmus", "sofie", "jan"}


def test_scan_hangs_only_on_a_ground_of_the_same_citizen(cast):
    ground = give_consent(cast.sofie, cast.kirstens_plan, to=[cast.rus], sources=[cast.job])
    with pytest.raises(NotAllowed):
        add_scan_to_ground(by=cast.sofie, plan=cast.plan, ground=ground, file=checked_photo())
    assert not Attachment.objects.exists()


def test_files_are_put_only_where_one_works(cast):
    for who, area in ((cast.jan, ECONOMY), (cast.anne, ECONOMY), (cast.ulla, HOUSING), (cast.mads, HOUSING)):
        with pytest.raises(NotAllowed):
            add_attachment(by=who, plan=cast.plan, area_id=area, file=checked_photo())
    with pytest.raises(NotAllowed):
        add_attachment(by=cast.jan, plan=cast.plan, area_id=HOUSING, file=checked_photo(), is_private=True)


def test_no_system_receives_files_yet(cast, jobs_file):
    with pytest.raises(KeyError):
        visible_to_department(frozenset({jobs_file.section_id}), Attachment.objects.all())


def test_taken_out_is_out_for_everybody_and_nothing_is_lost(client, cast, jobs_file):
    with pytest.raises(ValidationError):
        remove_attachment(by=cast.jan, attachment=jobs_file)
    remove_attachment(by=cast.jan, attachment=jobs_file, reason="Forkert borger")
    with pytest.raises(NotAllowed):  # it is not there any more
        remove_attachment(by=cast.jan, attachment=jobs_file, reason="Igen")
    assert seen_by(cast) == set()
    assert asked_by(client, cast.jan, jobs_file).status_code == 404
    row = Attachment.objects.get()
    assert (row.removed_by, row.removed_reason) == (cast.jan, "Forkert borger")
    assert storing.content_of(row.stored_name) == checked_photo().content
    trace = visible_to(cast.pia, Change.objects.filter(thing_id=row.pk)).order_by("at", "field")
    assert {one.field for one in trace} == {"content_type", "removed_at", "removed_reason"}
    assert not visible_to(cast.ulla, Change.objects.filter(thing_id=row.pk)).exists()


def test_others_do_not_take_out_what_is_not_theirs(cast, jobs_file):
    own = add_attachment(by=cast.rasmus, plan=cast.plan, area_id=HOUSING, file=checked_photo())
    for who, file in ((cast.rasmus, jobs_file), (cast.pia, jobs_file), (cast.sofie, own)):
        with pytest.raises(NotAllowed):
            remove_attachment(by=who, attachment=file, reason="Væk")
    remove_attachment(by=cast.rasmus, attachment=own)
    assert Attachment.objects.filter(removed_at__isnull=True).count() == 1


def test_ended_plan_takes_no_files(cast):
    end_plan(by=cast.sofie, plan=cast.plan, outcome="moved")
    with pytest.raises((NotAllowed, ValidationError)):
        add_attachment(by=cast.rasmus, plan=cast.plan, area_id=HOUSING, file=checked_photo())
    assert not Attachment.objects.exists()


def test_only_the_program_reads_the_folder(jobs_file, files_of_this_test):
    path = files_of_this_test / jobs_file.stored_name
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    for folder in (path.parent, files_of_this_test):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert "tavle" not in jobs_file.stored_name.lower()


def stored(folder) -> list[str]:
    return [path.name for path in folder.glob("*/*")]


def test_refused_row_leaves_no_file(cast, files_of_this_test):
    with pytest.raises(NotAllowed):
        add_attachment(by=cast.ulla, plan=cast.plan, area_id=HOUSING, file=checked_photo())
    assert stored(files_of_this_test) == []


def test_save_that_is_rolled_back_leaves_a_file_that_the_clean_up_finds(cast, jobs_file, files_of_this_test):
    @transaction.atomic
    def saved_with_something_that_fails() -> None:
        add_attachment(by=cast.jan, plan=cast.plan, area_id=HOUSING, file=checked_photo())
        raise RuntimeError("no power")

    with pytest.raises(RuntimeError, match="no power"):
        saved_with_something_that_fails()
    assert len(stored(files_of_this_test)) == 2
    for path in files_of_this_test.glob("*/*"):
        os.utime(path, (NOW.timestamp(), NOW.timestamp()))
    assert delete_orphan_files() == 0, "it may be being saved right now"
    with clock.standing_at(NOW + timedelta(days=2)):
        assert delete_orphan_files() == 1
    assert stored(files_of_this_test) == [jobs_file.stored_name.split("/")[1]]


def test_no_row_is_written_where_the_file_could_not_be(cast, monkeypatch):
    def full(_content: bytes) -> str:
        raise OSError("no space left")

    monkeypatch.setattr(storing, "put", full)
    with pytest.raises(OSError, match="no space"):
        add_attachment(by=cast.jan, plan=cast.plan, area_id=HOUSING, file=checked_photo())
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [{"section": None}, {"content_type": "text/html"}, {"size": 0}, {"removed_at": NOW}],
)
def test_database_refuses_what_no_service_writes(cast, jobs_file, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Attachment.objects.filter(pk=jobs_file.pk).update(**wrong)
