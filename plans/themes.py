"""Which FFB themes a life area suggests: the municipality's setting, kept on the area."""

from enplan.accounts.models import LifeArea
from plans.models import FfbTerm


def suggests(area: LifeArea, theme: FfbTerm) -> bool:
    """The setting holds codes once an administrator has chosen, and before that names."""
    wanted = {str(one).casefold() for one in area.ffb_themes}
    return theme.code.casefold() in wanted or theme.display.casefold() in wanted
