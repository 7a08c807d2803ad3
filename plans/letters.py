"""The e-mails that plans send. They lie open in a mailbox, so they name neither citizen, plan nor department."""

from uuid import UUID

from django.conf import settings
from django.urls import reverse

from enplan import clock
from enplan.mail.letters import Letter
from enplan.web import danish
from plans.calendar_file import calendar_of
from plans.lookups.notices import notice_to_send
from plans.services.accepting import issue_link

INVITATION = """\
Hej

Nogen, du kender, har inviteret dig til at følge med i noget. Du ser hvem, når du åbner linket:

{link}

Linket virker én gang, og kun til {until}.

Virker linket ikke, så gå ind på {page} og sæt denne kode ind:

{secret}

Kender du ikke noget til det, så slet bare beskeden. Du kan ikke svare på den.

---

Hello

Somebody you know has invited you. Open the link above to see who. It works once, and for seven days.
If you do not know about this, just delete the message.
"""


def invitation_letter(invitation_id: UUID) -> Letter | None:
    """The letter with a new link; None when the invitation waits no more."""
    link = issue_link(invitation_id)
    if link is None:
        return None
    to, secret, expires_at = link
    page = f"{settings.ADDRESS}/invitation/"
    return Letter(
        to=to,
        subject="Du er inviteret",
        text=INVITATION.format(
            # After the #, which browsers keep to themselves: no server, proxy or log sees the secret.
            link=f"{page}#{secret}",
            page=page,
            secret=secret,
            until=danish.meeting_time(expires_at),
        ),
    )


NEWS = """\
Hej

Der er nyt i din plan. Log ind for at se det:

{page}

Du får denne mail, fordi du selv har bedt om det. Du kan sige nej tak, når du er logget ind. Du kan ikke svare på den.

---

Hello

There is something new in your plan. Log in to see it. You get this e-mail because you asked for it.
"""
REMINDER = """\
Hej

Der er noget i din plan, som du ville mindes om. Log ind for at se det:

{page}

Du får denne mail, fordi du selv har bedt om det. Du kan sige nej tak, når du er logget ind. Du kan ikke svare på den.

---

Hello

There is something in your plan that you wanted to be reminded of. Log in to see it. You get this e-mail because you
asked for it.
"""


MEETING = """\
Hej

Der er nyt om et møde, du er inviteret til. Log ind for at se, hvor det er, og hvad I skal tale om:

{page}

Filen her kan du lægge i din kalender. Der står kun, hvornår det er.

Du får denne mail, fordi du selv har bedt om det. Du kan sige nej tak, når du er logget ind. Du kan ikke svare på den.

---

Hello

There is news about a meeting you are invited to. Log in to see it. The file can go into your calendar. You get this
e-mail because you asked for it.
"""


def notice_letter(notice_id: UUID) -> Letter | None:
    """That something is new, to the address the person has chosen now; None where they know it, or want no mail."""
    notice, address = notice_to_send(notice_id)
    if notice is None:
        return None
    if notice.meeting is not None:
        path = reverse("meeting", args=[notice.plan_id, notice.meeting_id])
        file = calendar_of(notice.meeting, address=f"{settings.ADDRESS}{path}", now=clock.now())
        return Letter(
            to=address,
            subject="Der er nyt til dig",
            text=MEETING.format(page=f"{settings.ADDRESS}/login/"),
            calendar=file,
        )
    is_news = notice.message_id is not None
    return Letter(
        to=address,
        subject="Der er nyt til dig" if is_news else "En påmindelse til dig",
        text=(NEWS if is_news else REMINDER).format(page=f"{settings.ADDRESS}/login/"),
    )
