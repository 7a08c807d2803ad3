"""What is kept of a file: known by its content, upright, without what tells of place and person, and harmless."""

from io import BytesIO
from typing import cast
from zlib import compress

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from plans.files.checking import check_upload
from plans.files.cleaning import clean
from plans.files.images import LONGEST_SIDE
from plans.files.kinds import Kind, Refused
from plans.files.titles import download_name, title_from
from tests.uploads import SECRET_PLACE, pdf, pdf_bytes, photo, upload

JS = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('hej')")


def refusal_of(content: bytes) -> str:
    with pytest.raises(Refused) as refused:
        clean(content)
    return str(refused.value)


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "HEIF"])
def test_photo_comes_out_upright_and_tells_nothing_of_where(format_):
    content = photo(format_)
    assert SECRET_PLACE.encode() in content
    cleaned = clean(content)
    assert SECRET_PLACE.encode() not in cleaned.content
    with Image.open(BytesIO(cleaned.content)) as image:
        assert image.size == (40, 60)
        assert not image.getexif()
        red, _, blue = image.convert("RGB").getpixel((20, 5))
        assert blue > 200 > red  # what was to the left is at the top
    assert cleaned.kind is (Kind.PNG if format_ == "PNG" else Kind.JPEG)


def test_comments_and_what_is_hung_on_the_end_are_gone():
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", SECRET_PLACE)
    picture, jpeg = BytesIO(), BytesIO()
    Image.new("P", (9, 9)).save(picture, "PNG", pnginfo=texts)
    Image.new("RGB", (9, 9)).save(jpeg, "JPEG", comment=SECRET_PLACE.encode())
    for content in (picture.getvalue(), jpeg.getvalue()):
        polyglot = content + b"<script>PK\x03\x04"
        cleaned = clean(polyglot).content
        assert SECRET_PLACE.encode() not in cleaned
        assert b"<script>" not in cleaned


def test_second_picture_inside_a_photo_is_gone():
    out = BytesIO()
    other = Image.new("RGB", (20, 20), "green")
    Image.new("RGB", (30, 30)).save(out, "MPO", save_all=True, append_images=[other])
    with Image.open(BytesIO(clean(out.getvalue()).content)) as image:
        assert (image.format, getattr(image, "n_frames", 1), image.size) == ("JPEG", 1, (30, 30))


def test_transparent_picture_stays_transparent():
    out = BytesIO()
    Image.new("RGBA", (5, 5), (0, 0, 0, 0)).save(out, "PNG")
    with Image.open(BytesIO(clean(out.getvalue()).content)) as image:
        assert image.mode == "RGBA"


def test_very_large_picture_is_made_smaller_and_a_huge_one_refused_unopened():
    out = BytesIO()
    Image.new("L", (LONGEST_SIDE + 1000, 10)).save(out, "PNG")
    with Image.open(BytesIO(clean(out.getvalue()).content)) as image:
        assert image.width == LONGEST_SIDE
    out = BytesIO()
    Image.new("1", (9000, 9000)).save(out, "PNG")
    assert len(out.getvalue()) < 20_000
    assert "billedpunkter" in refusal_of(out.getvalue())


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00 an .exe",
        b"<html><script>alert(1)</script>",
        b"GIF89a",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"PK\x03\x04",
        b" %PDF-1.7",
        b"II*\x00",
    ],
)
def test_what_only_has_the_name_of_a_picture_is_refused(content):
    with pytest.raises(ValidationError, match="Vælg en PDF, JPEG, PNG eller HEIC"):
        check_upload(upload(content))


def test_kind_is_what_it_is_and_not_what_the_browser_says():
    checked = check_upload(upload(pdf_bytes(), "billede.jpg", "image/jpeg"))
    assert (checked.kind, checked.content[:5]) == (Kind.PDF, b"%PDF-")
    checked = check_upload(upload(photo("HEIF"), "a.pdf", "application/pdf"))
    assert (checked.kind, checked.made_from) == (Kind.JPEG, Kind.HEIC)


def test_pdf_loses_scripts_actions_and_the_writers_name():
    document = pdf()
    document.Root.OpenAction = JS
    document.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=["a", JS]))
    document.pages[0].AA = pikepdf.Dictionary(O=JS)
    launch = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe")
    to_page = pikepdf.Dictionary(S=pikepdf.Name.GoTo, D=[document.pages[0].obj, pikepdf.Name.Fit])
    document.pages[0].Annots = document.make_indirect(
        pikepdf.Array(
            [
                pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=launch),
                document.make_indirect(
                    pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=to_page)
                ),
            ]
        )
    )
    with document.open_metadata() as told:
        told["dc:creator"] = [SECRET_PLACE]
    document.docinfo["/Author"] = SECRET_PLACE
    cleaned = clean(pdf_bytes(document)).content
    with pikepdf.open(BytesIO(cleaned)) as found:
        everything = b"".join(one.unparse(resolved=True) for one in found.objects)
        annotations = found.pages[0].Annots
        assert ["/A" in one for one in annotations] == [False, True]
        assert "/Info" not in found.trailer
        assert "/Metadata" not in found.Root
    for word in (b"app.alert", b"calc.exe", b"/Launch", b"/OpenAction", SECRET_PLACE.encode()):
        assert word not in everything
        assert word not in cleaned


def test_photo_inside_a_pdf_loses_its_place_and_keeps_its_dots():
    document = pdf()
    stream = pikepdf.Stream(document, photo(size=(16, 16)))
    stream.stream_dict = pikepdf.Dictionary(
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=16,
        Height=16,
        BitsPerComponent=8,
        ColorSpace=pikepdf.Name.DeviceRGB,
        Filter=pikepdf.Name.DCTDecode,
    )
    document.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=stream))
    content = pdf_bytes(document)
    assert SECRET_PLACE.encode() in content
    cleaned = clean(content).content
    assert SECRET_PLACE.encode() not in cleaned
    with pikepdf.open(BytesIO(cleaned)) as found:
        picture = pikepdf.PdfImage(cast("pikepdf.Stream", found.pages[0].Resources.XObject.I)).as_pil_image()
        assert picture.convert("RGB").resize((1, 1), box=(10, 6, 14, 10)).tobytes()[0] > 200  # red


def signed() -> pikepdf.Pdf:
    document = pdf()
    signature = pikepdf.Dictionary(Type=pikepdf.Name.Sig, ByteRange=[0, 1, 2, 3], Contents=b"0")
    field = document.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Sig, V=signature, T="a"))
    document.Root.AcroForm = pikepdf.Dictionary(Fields=[field], SigFlags=3)
    return document


def with_file_inside() -> pikepdf.Pdf:
    document = pdf()
    document.attachments["virus.exe"] = b"MZ"
    return document


def with_foreign_form() -> pikepdf.Pdf:
    document = pdf()
    document.Root.AcroForm = pikepdf.Dictionary(Fields=[], XFA=pikepdf.Stream(document, b"<xdp/>"))
    return document


def bomb() -> pikepdf.Pdf:
    """A hundred million zeros five times over, in half a megabyte."""
    document = pdf()
    packed = compress(bytes(100_000_000), 9)
    for number in range(5):
        stream = pikepdf.Stream(document, b"")
        stream.write(packed, filter=pikepdf.Name.FlateDecode)
        document.Root[f"/B{number}"] = stream
    return document


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (lambda: pdf_bytes(encryption=pikepdf.Encryption(owner="a", user="b")), "adgangskode"),
        (lambda: pdf_bytes(encryption=pikepdf.Encryption(owner="a", user="")), "adgangskode"),
        (lambda: pdf_bytes(with_file_inside()), "andre filer"),
        (lambda: pdf_bytes(with_foreign_form()), "særlig formular"),
        (lambda: pdf_bytes(signed()), "underskrevet digitalt"),
        (lambda: pdf_bytes(bomb()), "fylder alt for meget"),
        (lambda: pdf_bytes()[:-200], "beskadiget"),
        (lambda: b"%PDF-1.7\n" + b"x" * 500, "beskadiget"),
        (lambda: photo()[:300], "Billedet kan ikke læses"),
        (lambda: photo("PNG")[:60], "Billedet kan ikke læses"),
        (lambda: photo("HEIF")[:200], "Billedet kan ikke læses"),
        (lambda: b"", "tom"),
    ],
)
def test_refused_with_the_reason_and_what_to_do(content, said):
    assert said in refusal_of(content())


def test_what_brings_the_reader_down_is_a_refusal_and_not_a_failure(monkeypatch):
    """The reader runs apart with a limit on its memory: here it is given less than it needs."""
    monkeypatch.setattr("plans.files.checking.SECONDS", 0.01)
    with pytest.raises(ValidationError, match="Filen kan ikke læses"):
        check_upload(upload(photo()))


@how(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    start=st.sampled_from([photo(), photo("PNG"), photo("HEIF"), pdf_bytes()]),
    cut=st.floats(0, 1),
    at=st.floats(0, 1),
    with_=st.binary(max_size=8),
)
def test_damaged_files_are_refused_or_cleaned_and_nothing_else(start, cut, at, with_):
    place = int(len(start) * at)
    damaged = (start[:place] + with_ + start[place + len(with_) :])[: max(1, int(len(start) * cut))]
    try:
        cleaned = clean(damaged)
    except Refused:
        return
    assert cleaned.content


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("IMG_0001.jpg", "IMG 0001"),
        ("C:\\Scan\\samtykke_rasmus.PDF", "samtykke rasmus"),
        ("../../etc/passwd", "passwd"),
        ("samtykke 740394-0012.pdf", "samtykke"),
        ("7403940012.pdf", "Uden titel"),
        ("regning\u202efdp.exe", "regning fdp"),
        ("x" * 300 + ".png", "x" * 120),
        ("", "Uden titel"),
    ],
)
def test_title_comes_from_the_files_name_without_what_it_should_not_say(name, title):
    assert title_from(name) == title


def test_download_name_is_one_every_system_takes():
    assert download_name('..\\a/b:c*?"<>|\r\nX: y', ".pdf") == "a b c X y.pdf"
    assert download_name("...", ".jpg") == "fil.jpg"
