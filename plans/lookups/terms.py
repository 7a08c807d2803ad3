"""KL's terms as pages ask for them: what can be chosen, and what a code is called. About nobody."""

from plans.models import FfbTerm


def themes_to_choose() -> list[FfbTerm]:
    """The themes and sub-themes of the newest file, in its order: each theme before its sub-themes."""
    kinds = (FfbTerm.Kind.THEME, FfbTerm.Kind.SUBTHEME)
    return list(FfbTerm.objects.filter(is_current=True, kind__in=kinds).order_by("position"))


def words_by_code() -> dict[str, str]:
    """What each code is called, those no longer in the newest file included."""
    return dict(FfbTerm.objects.values_list("code", "words"))


def words_of_code(code: str) -> str:
    """What one code is called; one that is not known as it is."""
    return FfbTerm.objects.filter(pk=code).values_list("words", flat=True).first() or code


def is_theme(code: str) -> bool:
    """May a goal be given this theme now?"""
    return FfbTerm.objects.filter(pk=code, is_current=True).exclude(kind=FfbTerm.Kind.HEADING).exists()
