"""How Django finds our form templates, and which design system class each kind of input gets.

The templates lie in templates/web/forms and templates/django/forms; an engine of their own keeps them independent of
the pages' template settings.
"""

from pathlib import Path
from typing import Any

import django.forms
from django import forms
from django.forms.renderers import DjangoTemplates
from django.template.backends.django import DjangoTemplates as TemplateBackend
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from enplan.web.unsaved.form import KeepsTyped

PROJECT_TEMPLATES = Path(__file__).resolve().parents[3] / "templates"
DJANGO_TEMPLATES = Path(django.forms.__file__).parent / "templates"


class DesignSystemBoundField(forms.BoundField):
    """A field on a form that knows the design system's classes and where an error should lead."""

    @property
    def seen_before(self) -> str:
        """What stood in the field when the page was drawn, hidden; for where it may not stand beside the input."""
        return self.as_hidden(only_initial=True) if self.field.show_hidden_initial else ""

    def value(self) -> Any:
        """What the person has typed before and not saved stands in a form that is drawn anew."""
        form = self._typed_form
        if form is None:
            return super().value()
        return self.field.prepare_value(self.field.bound_data(form.typed_value(self.name), self.initial))

    def as_widget(
        self, widget: forms.Widget | None = None, attrs: Any = None, only_initial: bool = False
    ) -> SafeString:
        form = self._typed_form
        if form is None or form.typed is None or not only_initial:
            return super().as_widget(widget, attrs, only_initial)
        # What stood there when it was typed, so that the save is compared with that.
        hidden = widget or self.field.hidden_widget()
        value = hidden.value_from_datadict(form.typed.data, MultiValueDict(), self.html_initial_name)
        ids = {"id": self.html_initial_id} if self.auto_id else {}
        return hidden.render(self.html_initial_name, value, attrs=ids, renderer=form.renderer)

    @property
    def unsaved_key(self) -> str:
        """The form's key stands at the first of its texts."""
        form = self.form
        if not isinstance(form, KeepsTyped) or form.written_in[:1] != (self.name,):
            return ""
        return form.unsaved_key

    @property
    def tells_of_typed(self) -> bool:
        """Whether it is said here that there is a draft: a form that is drawn as a whole says it at its top."""
        form = self.form
        if not isinstance(form, KeepsTyped) or form.is_drawn_whole:
            return False
        return form.written_in[:1] == (self.name,) and form.typed is not None

    @property
    def _typed_form(self) -> KeepsTyped | None:
        """The form, where the person has typed in this field of it before."""
        form = self.form
        return form if isinstance(form, KeepsTyped) and form.has_typed(self.name) else None

    @property
    def kind(self) -> str:
        """Which markup the field takes: hidden, radios, checkboxes, checkbox, ruler, file, select or input."""
        widget = self.field.widget
        own = getattr(widget, "design_system_kind", None)
        if isinstance(own, str):
            return own
        if widget.is_hidden:
            return "hidden"
        for kind, widgets in _KINDS:
            if isinstance(widget, widgets):
                return kind
        return "input"

    @property
    def warns_of_others(self) -> bool:
        """Whether the field says that what third parties have told does not belong here."""
        return bool(getattr(self.field, "is_about_others", False))

    @property
    def aria_describedby(self) -> str | None:
        said = super().aria_describedby
        if not self.warns_of_others:
            return said
        return " ".join(filter(None, [said, f"{self.auto_id}_others"]))

    @property
    def first_input_id(self) -> str:
        """The id of what a link in the error summary moves the focus to; "" without ids."""
        id_ = self.id_for_label or self.field.widget.attrs.get("id") or self.auto_id
        if id_ and self.kind in {"radios", "checkboxes", "ruler"}:
            return f"{id_}_0"
        return id_

    @property
    def summary_label(self) -> str:
        """The label as the start of a line in the error summary."""
        label = str(self.label)
        return label if label[-1:] in {"?", "!", ".", ":"} else f"{label}:"

    @property
    def is_marked_optional(self) -> bool:
        """Whether the label says that one may leave it: only where other fields of the form are required."""
        return (
            not self.field.required
            and self.kind not in {"checkbox", "checkboxes", "hidden"}
            and any(field.required for field in self.form.fields.values())
        )

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, bool | str]:
        built = super().build_widget_attrs(attrs, widget)
        drawn = widget or self.field.widget
        if drawn.is_hidden:
            return built
        own_class = _CLASSES.get(self.kind, "")
        given = str(built.get("class") or drawn.attrs.get("class") or "")
        classes = " ".join(filter(None, [own_class, given]))
        if classes:
            built["class"] = classes
        # A browser cuts what is pasted at maxlength without a word; the server says how much too long it is.
        built.pop("maxlength", None)
        drawn.attrs.pop("maxlength", None)
        if self.kind in {"radios", "ruler"}:
            # A single radio button cannot be invalid in ARIA; the fieldset says it (field.html).
            built.pop("aria-invalid", None)
        return built


_KINDS: tuple[tuple[str, type[forms.Widget] | tuple[type[forms.Widget], ...]], ...] = (
    ("checkboxes", forms.CheckboxSelectMultiple),
    ("radios", forms.RadioSelect),
    ("checkbox", forms.CheckboxInput),
    ("select", forms.Select),
    ("file", forms.FileInput),
)
_CLASSES = {
    "radios": "form-radio",
    "ruler": "form-radio",
    "checkboxes": "form-checkbox",
    "checkbox": "form-checkbox",
    "select": "form-select",
    "file": "form-file",
    "input": "form-input",
}


class DesignSystemRenderer(DjangoTemplates):
    """Django's form renderer, with the design system's templates before Django's own."""

    form_template_name = "web/forms/form.html"
    formset_template_name = "web/forms/formset.html"
    field_template_name = "web/forms/field.html"
    bound_field_class = DesignSystemBoundField

    @cached_property
    def engine(self) -> TemplateBackend:
        return TemplateBackend(
            {
                "APP_DIRS": True,
                "DIRS": [PROJECT_TEMPLATES, DJANGO_TEMPLATES],
                "NAME": "enplan-forms",
                "OPTIONS": {},
            }
        )
