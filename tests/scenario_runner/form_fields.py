"""The fields of a form on a page, as a browser would send them back unchanged."""

from html.parser import HTMLParser

from enplan.demo.scenario.shapes import ScenarioError


def fields_of_form(source: str, *, having: str) -> dict[str, str]:
    """The first form that has the field named. ScenarioError where there is none."""
    parser = _Parser()
    parser.feed(source)
    parser.close()
    for fields in parser.forms:
        if having in fields:
            return fields
    raise ScenarioError(f"no form on the page has a field named {having}")


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[dict[str, str]] = []
        self.text_of = ""  # the textarea being read
        self.choice_of = ""  # the select being read

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            self.forms.append({})
        elif tag == "textarea":
            self.text_of = name
            self._set(name, "")
        elif tag == "select":
            self.choice_of = name
        elif tag == "option" and ("selected" in given or self.choice_of not in self._fields):
            self._set(self.choice_of, given.get("value", ""))
        elif tag == "input" and given.get("type") in ("checkbox", "radio"):
            if "checked" in given:
                self._set(name, given.get("value", "on"))
        elif tag == "input" and given.get("type") not in ("submit", "button", "file"):
            self._set(name, given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            # HTML drops the line break that follows <textarea>; Django writes one.
            self._set(
                self.text_of, self._fields.get(self.text_of, "").removeprefix("\r\n").removeprefix("\n")
            )
            self.text_of = ""
        elif tag == "select":
            self.choice_of = ""

    def handle_data(self, data: str) -> None:
        if self.text_of:
            self._set(self.text_of, self._fields.get(self.text_of, "") + data)

    @property
    def _fields(self) -> dict[str, str]:
        return self.forms[-1] if self.forms else {}

    def _set(self, name: str, value: str) -> None:
        if name and self.forms:
            self.forms[-1][name] = value
