"""The pages of files: adding one, what comes back when it is not taken, and somebody else's ids."""

from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from enplan import clock
from enplan.audit.models import Look
from plans.models import Attachment
from plans.services.attachments import add_attachment, add_scan_to_ground
from plans.services.goals import add_goal
from plans.services.plans import end_plan
from tests.cast import ECONOMY, HOUSING, NOW, TODAY, give_consent
from tests.citizen_pages import html_of
from tests.conftest import Cast
from tests.printing import text_of
from tests.uploads import checked_photo, pdf_bytes, photo, upload

pytestmark = pytest.mark.django_db


def own(cast: Cast) -> str:
    return f"/min-plan/{cast.plan.pk}/filer/"


def desk(cast: Cast, *parts: object) -> str:
    return f"/planer/{cast.plan.pk}/" + "".join(f"{part}/" for part in parts)


def sent(**changes: Any) -> dict[str, Any]:
    return {"area": HOUSING, "title": "", "file": upload(photo(), "Mit køkken.jpg")} | changes


def test_citizen_adds_a_photo_sees_it_and_takes_it_out_again(client, cast):
    client.force_login(cast.rasmus)
    answer = client.post(own(cast), sent())
    assert (answer.status_code, answer["Location"]) == (303, own(cast))
    page = html_of(client.get(own(cast)))
    assert "Mit køkken" in page
    assert "billede, 1 kB · dig, 10. marts" in page
    file = Attachment.objects.get()
    assert file.section is not None
    assert (file.section.owner, file.is_private, file.made_from) == (None, False, "image/jpeg")
    away = f"{own(cast)}{file.pk}/tag-ud/"
    assert "Mit køkken" in html_of(client.get(away))
    assert client.post(away).status_code == 303
    assert "Mit køkken" not in html_of(client.get(own(cast)))
    assert client.get(away).status_code == 404


def test_citizen_keeps_a_file_back_and_shares_it_again(client, cast):
    client.force_login(cast.rasmus)
    client.post(own(cast), sent(is_private="on"))
    file = Attachment.objects.get()
    assert file.is_private
    assert "Deles ikke" in html_of(client.get(own(cast)))
    client.post(f"{own(cast)}{file.pk}/del/", {"private": "0", "version": "1"})
    client.post(
        f"{own(cast)}{file.pk}/del/", {"private": "1", "version": "1"}
    )  # from an old page: changes nothing
    assert not Attachment.objects.get().is_private
    assert client.post(f"{own(cast)}{file.pk}/del/", {"private": "x", "version": "1"}).status_code == 400


def test_representative_adds_in_own_areas_and_is_named(client, cast):
    client.force_login(cast.anne)
    assert client.post(own(cast), sent(is_private="on")).status_code == 303
    file = Attachment.objects.get()
    assert (file.is_by_representative, file.is_private) == (True, False)
    assert client.post(own(cast), sent(area=ECONOMY)).status_code == 422


BAD = {
    "nothing chosen": ({"file": ""}, "Vælg et billede eller et dokument."),
    "empty": ({"file": upload(b"")}, "Filen er tom."),
    "a program": ({"file": upload(b"MZ\x90\x00")}, "Filen er ikke en PDF eller et billede."),
    "half a photo": ({"file": upload(photo()[:300])}, "Billedet kan ikke læses."),
    "text instead of a file": ({"file": "hej"}, "Vælg et billede eller et dokument."),
    "an area of nobody's": ({"area": "x"}, "Vælg en af mulighederne"),
    "a file that must be chosen again": ({"area": ""}, "Vælg filen igen."),
    "too long a title": ({"title": "x" * 121}, "Der er plads til 120 tegn"),
}


@pytest.mark.parametrize(("changes", "said"), BAD.values(), ids=BAD)
def test_what_is_not_taken_comes_back_with_the_reason_at_the_field(client, cast, changes, said):
    client.force_login(cast.rasmus)
    answer = client.post(own(cast), sent(**({"title": "Mit nye køkken"} | changes)))
    page = html_of(answer)
    assert answer.status_code == 422
    assert said in page
    assert "Mit nye køkken" in page or "title" in changes
    assert not Attachment.objects.exists()


class Endless(BytesIO):
    """A body of two hundred megabytes that takes no room: a file of zeros between a head and a tail."""

    def __init__(self, head: bytes, zeros: int, tail: bytes) -> None:
        super().__init__()
        self.head, self.zeros, self.tail = head, zeros, tail

    def read(self, size: int | None = -1) -> bytes:
        size = 1 << 16 if size is None or size < 0 else size
        piece, self.head = self.head[:size], self.head[size:]
        if len(piece) < size:
            zeros = min(self.zeros, size - len(piece))
            piece, self.zeros = piece + bytes(zeros), self.zeros - zeros
        if len(piece) < size:
            more, self.tail = self.tail[: size - len(piece)], self.tail[size - len(piece) :]
            piece += more
        return piece


def test_200_megabytes_are_refused_at_the_field_without_filling_the_disk(client, cast, monkeypatch):
    written = 0

    def write(self: Any, content: bytes) -> int:
        nonlocal written
        written += len(content)
        return len(content)

    monkeypatch.setattr("django.core.files.uploadedfile.TemporaryUploadedFile.write", write, raising=False)
    client.force_login(cast.rasmus)
    head = (
        b'--X\r\nContent-Disposition: form-data; name="area"\r\n\r\nhousing\r\n'
        b'--X\r\nContent-Disposition: form-data; name="file"; filename="stor.jpg"\r\n'
        b"Content-Type: image/jpeg\r\n\r\n"
    )
    tail = b'\r\n--X\r\nContent-Disposition: form-data; name="title"\r\n\r\nHele filmen\r\n--X--\r\n'
    size = 200 * 1024 * 1024
    answer = client.generic(
        "POST",
        own(cast),
        **{
            "CONTENT_TYPE": "multipart/form-data; boundary=X",
            "wsgi.input": Endless(head, size, tail),
            "CONTENT_LENGTH": str(len(head) + size + len(tail)),
        },
    )
    page = html_of(answer)
    assert answer.status_code == 422
    assert "Filen fylder 200 MB, og der er plads til 20 MB." in page
    assert "Hele filmen" in page, "what was typed after the file is kept too"
    assert written <= 20 * 1024 * 1024


def test_form_says_that_it_sends_a_file_and_which(client, cast):
    client.force_login(cast.rasmus)
    page = html_of(client.get(own(cast)))
    assert 'enctype="multipart/form-data"' in page
    assert 'accept="image/*,application/pdf' in page
    client.force_login(cast.jan)
    assert 'enctype="multipart/form-data"' in html_of(client.get(desk(cast, "filer", "ny")))


def test_team_member_adds_a_file_that_stands_in_the_area(client, cast):
    client.force_login(cast.jan)
    answer = client.post(desk(cast, "filer", "ny"), sent(file=upload(pdf_bytes(), "Lejekontrakt.pdf")))
    assert (answer.status_code, answer["Location"]) == (303, desk(cast) + "#omraade-housing")
    assert "Lejekontrakt" in html_of(client.get(desk(cast)))
    client.force_login(cast.sofie)
    assert "Lejekontrakt" not in html_of(client.get(desk(cast)))
    give_consent(cast.sofie, cast.plan, to=[None], sources=[cast.job])
    page = html_of(client.get(desk(cast)))
    assert "Lejekontrakt" in page
    assert "lagde en fil ind" in html_of(client.get(desk(cast, "historik")))


def test_taking_out_asks_the_team_why(client, cast):
    file = add_attachment(by=cast.jan, plan=cast.plan, area_id=HOUSING, file=checked_photo())
    away = desk(cast, "filer", file.pk, "tag-ud")
    client.force_login(cast.pia)
    assert client.get(away).status_code == 403
    client.force_login(cast.jan)
    assert "Skriv, hvorfor filen skal væk." in html_of(client.post(away, {"reason": " "}))
    with clock.standing_at(NOW + timedelta(minutes=1)):
        assert client.post(away, {"reason": "Forkert billede"}).status_code == 303
    assert "Tavlen fra mødet" not in html_of(client.get(desk(cast)))
    assert "tog en fil ud" in html_of(client.get(desk(cast, "historik")))


def test_signed_page_hangs_on_the_written_consent_for_both_sides(client, cast):
    ground = give_consent(cast.sofie, cast.plan, to=[cast.rus], sources=[cast.job])
    client.force_login(cast.sofie)
    assert desk(cast, "samtykker", ground.pk, "underskrevet") in html_of(client.get(desk(cast, "samtykker")))
    answer = client.post(desk(cast, "samtykker", ground.pk, "underskrevet"), {"file": upload(photo("HEIF"))})
    assert answer.status_code == 303
    assert "Underskrevet samtykke" in html_of(client.get(desk(cast, "samtykker")))
    client.force_login(cast.rasmus)
    assert "Underskrevet samtykke" in html_of(client.get(f"/min-plan/samtykker/?plan={cast.plan.pk}"))
    client.force_login(cast.pia)
    assert client.get(desk(cast, "samtykker", ground.pk, "underskrevet")).status_code == 404


@pytest.mark.parametrize("who", ["kirsten", "mads", "ulla", "grethe", "sofie"])
def test_others_ids_are_not_found_on_any_form(client, cast, who):
    file = add_attachment(by=cast.jan, plan=cast.plan, area_id=HOUSING, file=checked_photo())
    ground = give_consent(cast.sofie, cast.kirstens_plan, to=[cast.rus], sources=[cast.job])
    client.force_login(getattr(cast, who))
    everywhere = [
        own(cast),
        f"{own(cast)}{file.pk}/tag-ud/",
        f"{own(cast)}{file.pk}/del/",
        desk(cast, "filer", file.pk, "tag-ud"),
        desk(cast, "filer", file.pk),
        desk(cast, "samtykker", ground.pk, "underskrevet"),
        desk(cast, "filer", uuid4()),
    ]
    for address in everywhere:
        assert client.post(address, sent()).status_code in (404, 405), address
        assert client.get(address).status_code == 404, address
    assert Attachment.objects.filter(removed_at__isnull=True).count() == 1


def test_ended_plan_shows_files_and_takes_none(client, cast):
    add_attachment(by=cast.rasmus, plan=cast.plan, area_id=HOUSING, file=checked_photo())
    end_plan(by=cast.sofie, plan=cast.plan, outcome="moved")
    client.force_login(cast.rasmus)
    page = html_of(client.get(own(cast)))
    assert "Tavlen fra mødet" in page
    assert "Læg ind" not in page
    assert "Tag ud" not in page
    assert client.post(own(cast), sent()).status_code == 422


def test_showing_the_list_is_a_look(client, cast):
    client.force_login(cast.anne)
    client.get(own(cast))
    assert Look.objects.get(user_id=cast.anne.pk).what == "Billeder og dokumenter"


def test_api_and_print_tell_titles_of_what_the_viewer_may_see(client, cast):
    add_attachment(by=cast.jan, plan=cast.plan, area_id=HOUSING, file=checked_photo())
    for who, sees in ((cast.pia, True), (cast.rikke, False)):
        client.force_login(who)
        found = client.get(f"/api/v1/plans/{cast.plan.pk}/").json()["attachments"]
        assert [one["title"] for one in found] == (["Tavlen fra mødet"] if sees else [])
        assert ("Tavlen fra mødet" in text_of(client.get(desk(cast, "pdf")))) is sees
    client.force_login(cast.pia)
    one = client.get(f"/api/v1/plans/{cast.plan.pk}/").json()["attachments"][0]
    assert client.get(one["url"]).content == checked_photo().content


def test_member_who_sees_only_a_file_is_shown_more_than_the_shell(client, cast):
    client.force_login(cast.jan)
    assert "Her er ikke noget at se endnu" in html_of(client.get(desk(cast)))
    add_attachment(by=cast.jan, plan=cast.plan, area_id=HOUSING, file=checked_photo())
    assert "Her er ikke noget at se endnu" not in html_of(client.get(desk(cast)))


def test_one_signed_page_is_hung_on_all_the_consents_it_was_signed_for(client: Client, cast):
    first, second, other = (
        give_consent(cast.sofie, cast.plan, to=[to], sources=[cast.social], given_on=day)
        for to, day in ((None, TODAY), (cast.job, TODAY), (cast.job, TODAY - timedelta(days=1)))
    )
    client.force_login(cast.sofie)
    address = reverse("workspace-consent-scan", args=[cast.plan.pk, first.pk])
    html = html_of(client.get(address))
    assert str(second.pk) in html
    assert str(other.pk) not in html  # given another day
    sent = {"file": upload(photo()), "others": [str(other.pk)]}
    assert client.post(address, sent).status_code == 422
    sent = {"file": upload(photo()), "others": [str(second.pk)]}
    assert client.post(address, sent).status_code == 303
    hung = Attachment.objects.values_list("ground_id", flat=True)
    assert sorted(hung, key=str) == sorted([first.pk, second.pk], key=str)


@pytest.mark.parametrize("where", ["citizen", "workspace", "consents"])
def test_many_files_cost_no_more_queries(client: Client, cast, where):
    ground = give_consent(cast.sofie, cast.plan, to=[None], sources=[cast.job])
    who, address = {
        "citizen": (cast.rasmus, own(cast)),
        "workspace": (cast.sofie, desk(cast)),
        "consents": (cast.sofie, desk(cast, "samtykker")),
    }[where]
    client.force_login(who)

    def grow() -> None:
        for by in (cast.jan, cast.rasmus):
            add_attachment(by=by, plan=cast.plan, area_id=HOUSING, file=checked_photo())
        add_scan_to_ground(by=cast.sofie, plan=cast.plan, ground=ground, file=checked_photo())

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    add_goal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Mål")
    grow()
    asked()
    few = asked()
    grow()
    grow()
    assert asked() == few
