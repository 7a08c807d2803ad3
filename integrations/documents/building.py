"""Building what is sent, at the moment it is sent, as that fagsystem's department may see it then (rule 9)."""

from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from uuid import UUID

from django.template.loader import render_to_string

from enplan import clock
from enplan.web import danish
from integrations.documents.plan import plan_page
from integrations.documents.summary import html_of, summary_page
from integrations.models import Delivery
from integrations.port import Document
from integrations.recalling import sendings_to_recall
from plans.models import JournalAddition, JournalNote
from plans.permissions import document_for_department
from plans.prints.document import pdf_of


@dataclass(frozen=True)
class Built:
    """What is to be sent, all but its reference."""

    cpr: str = field(repr=False)
    title: str = field(repr=False)
    day: date
    digest: str
    areas: tuple[str, ...]
    text: str = field(default="", repr=False)
    html: str = field(default="", repr=False)

    def document(
        self, reference: UUID, *, is_plan: bool = False, as_pdf: bool = False, is_resumed: bool = False
    ) -> Document:
        """The document with the reference under which it is sent. It becomes a PDF here."""
        return Document(
            reference=reference,
            cpr=self.cpr,
            title=self.title,
            day=self.day,
            text=self.text,
            pdf=pdf_of(self.html or self._note_as_html()) if as_pdf else b"",
            is_plan=is_plan,
            areas=self.areas,
            is_resumed=is_resumed,
        )

    def _note_as_html(self) -> str:
        """For a system that takes PDF only."""
        return render_to_string(
            "integrations/note_document.html",
            {"title": self.title, "text": self.text, "made_at": clock.now()},
        )


def build(delivery: Delivery) -> Built | None:
    """What this row's system may have right now; None when it may have nothing of it."""
    match delivery.kind:
        case Delivery.Kind.PLAN:
            return _plan(delivery)
        case Delivery.Kind.RECALL:
            return _recall(delivery)
        case Delivery.Kind.SUMMARY:
            return _summary(delivery)
    return _note(delivery)


def _plan(delivery: Delivery) -> Built | None:
    if delivery.plan.ended_by_death:  # what was queued before; notes that wait are filed, as the law requires
        return None
    page = plan_page(delivery.plan, delivery.fagsystem.department)
    if page.is_empty and not delivery.number:
        return None
    number = delivery.number + 1
    title = "Én plan" if number == 1 else f"Én plan, version {number}"
    content = render_to_string("integrations/plan.html", {"page": page})
    html = render_to_string(
        "integrations/plan_document.html",
        {"page": page, "title": title, "made_at": clock.now(), "content": content},
    )
    return Built(
        cpr=delivery.plan.citizen.cpr,
        title=title,
        day=clock.today(),
        digest=sha256(content.encode()).hexdigest(),
        areas=page.area_keys,
        html=html,
    )


def _summary(delivery: Delivery) -> Built | None:
    if delivery.number:  # it never changes; what is open of it now is not sent as another
        return None
    page = summary_page(delivery.document_id, delivery.plan, delivery.fagsystem.department)
    if page is None:
        return None
    content, html = html_of(page)
    return Built(
        cpr=delivery.plan.citizen.cpr,
        title=page.title,
        day=clock.today(),
        digest=sha256(content.encode()).hexdigest(),
        areas=page.areas,
        html=html,
    )


def _note(delivery: Delivery) -> Built | None:
    plan, department = delivery.plan, delivery.fagsystem.department
    notes = JournalNote.objects.filter(pk=delivery.document_id).select_related("written_by", "section")
    note = document_for_department(department, plan, notes)
    if note is not None:
        return _built_note(
            delivery, note, title=note.title, text=note.text, writer=note.written_by.name, day=note.day
        )
    additions = JournalAddition.objects.filter(pk=delivery.document_id).select_related(
        "note__section", "written_by"
    )
    addition = document_for_department(department, plan, additions)
    if addition is None:
        return None
    title = f"Tilføjelse til “{addition.note.title}”"
    day = addition.written_at.astimezone(clock.COPENHAGEN).date()
    return _built_note(
        delivery, addition.note, title=title, text=addition.text, writer=addition.written_by.name, day=day
    )


def _built_note(
    delivery: Delivery, note: JournalNote, *, title: str, text: str, writer: str, day: date
) -> Built:
    signed = f"{text}\n\nSkrevet af {writer}, {danish.full_day(day)}, i Én plan."
    return Built(
        cpr=delivery.plan.citizen.cpr,
        title=title,
        day=day,
        digest=sha256(f"{title}\0{signed}".encode()).hexdigest(),
        areas=(note.section.area_id,),
        text=signed,
    )


def _recall(delivery: Delivery) -> Built | None:
    """A note that says which sendings stood on the wrong citizen, and nothing of what they said."""
    sendings = sendings_to_recall(delivery)
    if not sendings:
        return None
    what = "Det notat" if sendings[0].delivery.kind == Delivery.Kind.JOURNAL else "Den del af planen"
    lines = [
        f"- sendt {danish.full_day(row.sent_at)}"
        + (f", reference [EnPlan:{row.reference}]" if row.reference else "")
        for row in sendings
    ]
    text = (
        f"{what}, der er nævnt her, er journaliseret på den forkerte borger og skal tages ud af sagen. "
        f"I Én plan er det taget ud af alles syn.\n\n"
        + "\n".join(lines)
        + "\n\nDet behandles som et muligt brud på persondatasikkerheden. Spørg databeskyttelsesrådgiveren."
    )
    return Built(
        cpr=delivery.plan.citizen.cpr,
        title="Rettelse: journaliseret på forkert borger",
        day=clock.today(),
        digest=sha256(text.encode()).hexdigest(),
        areas=(),
        text=text,
    )
