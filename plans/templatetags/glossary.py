"""`{% explain_words %}…{% endexplain_words %}`: a section, and beneath it what its professional words mean.

What is searched is the section as it was drawn, so that a word is explained to exactly those who read it, and nothing
that a text of the plan does not show can be told by it. Wants `glossary` (citizens.explaining.Glossary) of the page.
"""

import re
from html import unescape

from django import template
from django.template.base import Parser, Token

register = template.Library()

FOLD = "plans/glossary/fold.html"
TAG = re.compile(r"<[^>]*>")


class ExplainedSection(template.Node):
    """What stands between the two tags."""

    def __init__(self, nodelist: template.NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: template.Context) -> str:
        html = self.nodelist.render(context)
        words = context["glossary"].found_in(unescape(TAG.sub(" ", html)))
        if not words:
            return html
        fold = context.template.engine.get_template(FOLD)  # type: ignore[union-attr]  # a template is being drawn
        return html + fold.render(context.new({"words": words}))


@register.tag
def explain_words(parser: Parser, _token: Token) -> ExplainedSection:
    nodelist = parser.parse(("endexplain_words",))
    parser.delete_first_token()
    return ExplainedSection(nodelist)
