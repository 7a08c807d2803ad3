"""Forms in the joint design system: plain `{{ form }}` and `{{ form.field.as_field_group }}` render its markup.

Pages' forms inherit from `Form` or `ModelForm` here, and settings name `DesignSystemRenderer` as FORM_RENDERER.
"""

from enplan.web.forms.base import Form, ModelForm
from enplan.web.forms.dates import DanishDateField
from enplan.web.forms.fields import LongTextField, ShortTextField, WellbeingField, WellbeingRuler
from enplan.web.forms.renderer import DesignSystemRenderer

__all__ = [
    "DanishDateField",
    "DesignSystemRenderer",
    "Form",
    "LongTextField",
    "ModelForm",
    "ShortTextField",
    "WellbeingField",
    "WellbeingRuler",
]
