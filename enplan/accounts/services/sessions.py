"""Ending one's own logins elsewhere. Somebody else's end by closing their access: see `enplan.accounts.backend`."""

from enplan.accounts.logins.security_log import Event, note
from enplan.accounts.models import Session, User


def end_session(*, by: User, reference: str) -> bool:
    """End one of one's own logins. False where there is none of that reference: it has ended already."""
    for session in Session.objects.filter(user=by):
        if session.reference == reference:
            session.delete()
            note(Event.ENDED_ELSEWHERE, by)
            return True
    return False


def end_other_sessions(*, by: User, kept: str | None) -> int:
    """End all of one's own logins but the one whose key is `kept`. Answers how many."""
    ended, _of_which = Session.objects.filter(user=by).exclude(session_key=kept).delete()
    if ended:
        note(Event.ENDED_ELSEWHERE, by)
    return ended
