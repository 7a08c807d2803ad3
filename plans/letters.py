"""The e-mails that plans send. They lie open in a mailbox, so they name neither citizen, plan nor department."""

from uuid import UUID

from django.conf import settings

from enplan.mail.letters import Letter
from enplan.web import danish
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
