"""`/administration/ord/`: the glossary, each word with what has been changed."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from citizens.administration.forms_glossary import NewWordForm, WordForm
from citizens.administration.page import change_lines, word_lines
from citizens.administration.scoped import changes_of, words
from citizens.glossary import add_word, edit_word
from citizens.models import GlossaryWord
from enplan.accounts.administrators import administrators_only
from enplan.accounts.form_page import METHODS, answer, sent
from enplan.accounts.models import User

PAGES = "citizens/administration"
NEWEST = 50


@administrators_only
@require_safe
def word_list(request: HttpRequest, by: User) -> HttpResponse:
    """All words, those not in use too."""
    return render(request, f"{PAGES}/words.html", {"words": word_lines(words(by))})


@administrators_only
@require_http_methods(METHODS)
def word_add(request: HttpRequest, by: User) -> HttpResponse:
    """One more word."""
    return answer(
        request,
        NewWordForm(sent(request)),
        f"{PAGES}/word.html",
        save=partial(add_word, by=by),
        said="Ordet er gemt. Det bliver forklaret på borgernes sider fra nu af.",
        to="glossary-words",
    )


@administrators_only
@require_http_methods(METHODS)
def word_edit(request: HttpRequest, by: User, key: str) -> HttpResponse:
    """What one word means, and whether it is explained."""
    row = get_object_or_404(words(by), pk=key)
    return answer(
        request,
        WordForm(sent(request), initial=WordForm.stored(row)),
        f"{PAGES}/word.html",
        save=partial(edit_word, by=by, glossary_word=row),
        said="Ændringerne er gemt. De står på borgernes sider fra nu af.",
        to="glossary-words",
        context={"row": row, "changes": change_lines(changes_of(by, row)[:NEWEST], GlossaryWord)},
    )
