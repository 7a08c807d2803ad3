"""The warning at every field where a professional writes about others: what third parties told stays out."""

import importlib
import pkgutil

import plans.pages
from enplan.web import forms

WARNING = "Skriv ikke, hvad børn, naboer eller en tidligere partner har fortalt."
# Longer texts of staff that are not about anybody's life.
NOT_ABOUT_OTHERS = {
    ("GoalForm", "measured_by"),
    ("ConsentForm", "circumstances"),
    ("NotedRenewalForm", "circumstances"),
    ("ObtainingForm", "information"),
    ("ObtainingForm", "consequence"),
    ("AnswerForm", "answer"),
    ("DeclineHandoverForm", "reason"),
    ("GoalFromTemplateForm", "steps"),
    ("EditCommentForm", "text"),  # these three: the citizen's own words
    ("ToldViewForm", "text"),
    ("CommentForm", "text"),
    ("WordsForm", "text"),  # what the citizen has told of themselves, written down for them
    ("CallForm", "outsiders"),  # names of who is to come
    ("CancelForm", "reason"),
    ("NoteForm", "about"),  # what the citizen asks to see or to have put right
    ("NoteForm", "wanted"),
    ("AnswerForm", "text"),  # a message to the citizen, who reads it
    (
        "EditPointForm",
        "text",
    ),  # of meetings: the citizen writes in these two as well, whom the warning is not for
    ("DisagreeForm", "text"),
    ("LandingForm", "text"),  # written, and warned of, where the talk is held
    ("CarryForm", "text"),  # a decision in one line, as it was noted at the meeting
    ("AskToPrepareForm", "prepare"),  # what somebody is to bring along
}


def forms_of_staff():
    """Every form of the pages for professionals."""
    found = set()
    for info in pkgutil.walk_packages(plans.pages.__path__, "plans.pages."):
        if "citizen" not in info.name:
            members = vars(importlib.import_module(info.name)).values()
            found |= {one for one in members if isinstance(one, type) and issubclass(one, forms.Form)}
    return {
        form
        for form in found
        if form.__module__.startswith("plans.pages") and "citizen" not in form.__module__
    }


def test_every_longer_text_of_staff_warns_or_says_why_not():
    silent = {
        (klass.__name__, name)
        for form in forms_of_staff()
        for klass in form.__mro__
        for name, field in getattr(klass, "declared_fields", {}).items()
        if isinstance(field, forms.LongTextField) and name in vars_of(klass) and not field.is_about_others
    }
    assert silent <= NOT_ABOUT_OTHERS, (
        "let the field warn (is_about_others=True), or say here why it need not"
    )


def vars_of(klass):
    """The fields a form declares itself, not those it inherits."""
    above = {name for base in klass.__bases__ for name in getattr(base, "declared_fields", {})}
    return set(klass.declared_fields) - above


def test_warning_stands_at_the_field_and_is_read_aloud_with_it():
    class Note(forms.Form):
        text = forms.LongTextField(label="Notat", is_about_others=True, help_text="Kort")

    html = str(Note())
    assert WARNING in html
    assert 'aria-describedby="id_text_helptext id_text_others"' in html
    assert 'id="id_text_others"' in html
