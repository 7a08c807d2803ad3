"""What every form inherits: it knows its key, and is drawn with what the person typed in it and has not saved."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property

from enplan.web.unsaved.here import here
from enplan.web.unsaved.keeping import Typed
from enplan.web.unsaved.keys import Key

NEVER = (forms.PasswordInput, forms.FileInput)
NEVER_NAMED = {"cpr"}
WITHOUT_WORDS = (forms.EmailField, forms.URLField, forms.UUIDField, forms.RegexField)


class KeepsTyped(forms.BaseForm):
    """`keeps_typed = False` on a form: for searches, logins and what holds CPR numbers."""

    keeps_typed = True
    is_drawn_whole = False

    def get_context(self) -> dict[str, Any]:
        self.is_drawn_whole = True
        return super().get_context()

    @cached_property
    def written_in(self) -> tuple[str, ...]:
        """The fields in which people write. Without any there is nothing to lose."""
        if not self.keeps_typed:
            return ()
        return tuple(name for name in self._kept if _is_text(self.fields[name]))

    @cached_property
    def unsaved_key(self) -> str:
        """Stands in the form as a hidden field; "" where nothing is kept."""
        return self.key_as(self._which)

    def key_as(self, which: str) -> str:
        """The key of a form like this one, told from it by `which` (its `auto_id`): for many that are drawn by hand."""
        at = here()
        if at is None or at.user is None or not self.written_in:
            return ""
        first = self.fields[self.written_in[0]]
        key = Key(
            user_id=at.user.pk,
            page=at.page,
            form=which,
            label=str(first.label or ""),
            texts=tuple(self.add_prefix(name) for name in self.written_in),
            names=tuple(name for kept in self._kept for name in _names_of(self, kept)),
        )
        return key.signed()

    @cached_property
    def typed(self) -> Typed | None:
        """What the person typed here before and has not saved; None for a form that was sent just now."""
        at = here()
        if self.is_bound or at is None or not self.written_in:
            return None
        typed = at.typed_in(self._which)
        if typed is None or not any(self._differs(typed, name) for name in self._kept):
            return None  # nothing, or what is saved already
        return typed

    @property
    def is_behind(self) -> bool:
        """Somebody has saved since it was typed: saving will show both."""
        if self.typed is None or "version" not in self.fields:
            return False
        return self.typed.data.get(self.add_prefix("version")) != str(self.initial.get("version", ""))

    @property
    def is_begun(self) -> bool:
        """Something of the person's stands in it: a page should not fold it away."""
        return self.is_bound or self.typed is not None

    def typed_value(self, name: str) -> Any:
        """What was typed in a field, as its widget reads what a browser sends."""
        data = self.typed.data if self.typed else QueryDict()
        return self.fields[name].widget.value_from_datadict(data, MultiValueDict(), self.add_prefix(name))

    def has_typed(self, name: str) -> bool:
        return self.typed is not None and any(one in self.typed.fields for one in _names_of(self, name))

    @property
    def _which(self) -> str:
        """Ids on a page are unique, so what makes them so tells its forms apart."""
        return f"{self.prefix or ''}{'' if self.auto_id == 'id_%s' else self.auto_id}"

    @property
    def _kept(self) -> list[str]:
        return [
            name
            for name, field in self.fields.items()
            if name not in NEVER_NAMED and not isinstance(field.widget, NEVER)
        ]

    def _differs(self, typed: Typed, name: str) -> bool:
        field = self.fields[name]
        if name == "version" or not any(one in typed.fields for one in _names_of(self, name)):
            return False
        said = field.widget.value_from_datadict(typed.data, MultiValueDict(), self.add_prefix(name))
        return field.has_changed(self.get_initial_for_field(field, name), said)


def _is_text(field: forms.Field) -> bool:
    return (
        isinstance(field, forms.CharField)
        and not isinstance(field, WITHOUT_WORDS)
        and isinstance(field.widget, forms.TextInput | forms.Textarea)
        and not isinstance(field.widget, (*NEVER, forms.HiddenInput))
    )


def _names_of(form: forms.BaseForm, name: str) -> list[str]:
    """The names under which a browser sends a field: one, but for a field in several inputs."""
    widget = form.fields[name].widget
    html_name = form.add_prefix(name)
    if isinstance(widget, forms.MultiWidget):
        return [html_name + part for part in widget.widgets_names]  # type: ignore[attr-defined]  # the stubs lack it
    return [html_name]
