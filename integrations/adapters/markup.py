"""XML out and in. What comes in is a stranger's: without a document type there are no entities to expand or fetch."""

from typing import NoReturn
from xml.etree import ElementTree as ET
from xml.parsers import expat

from integrations.adapters.line import BAD_ANSWER, CannotAskError

LARGEST = 1_000_000  # bytes; a receipt is a few thousand


class BadXmlError(ValueError):
    """Not XML, too large, or with a document type."""


def parsed(data: bytes) -> ET.Element:
    """The root. Raises BadXmlError."""
    if len(data) > LARGEST:
        raise BadXmlError("too large")
    try:
        _refuse_document_types(data)
        return ET.fromstring(data)  # noqa: S314  # no document type, so no entities: refused in the line above
    except (expat.ExpatError, ET.ParseError, LookupError, ValueError) as error:
        raise BadXmlError(type(error).__name__) from None


def text_of(root: ET.Element, name: str) -> str:
    """Of the first element of that local name, whatever its namespace; empty without one."""
    found = first(root, name)
    return (found.text or "").strip() if found is not None else ""


def first(root: ET.Element, name: str) -> ET.Element | None:
    return next((one for one in root.iter() if local(one) == name), None)


def every(root: ET.Element, name: str) -> list[ET.Element]:
    return [one for one in root.iter() if local(one) == name]


def local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def add(parent: ET.Element, name: str, text: str = "", namespace: str = "") -> ET.Element:
    """A child in its parent's namespace, or in the one named. Text is escaped when it is written."""
    space = namespace or parent.tag.partition("}")[0].lstrip("{")
    child = ET.SubElement(parent, f"{{{space}}}{name}")
    child.text = _printable(text) or None
    return child


def written(root: ET.Element) -> bytes:
    content: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return content


def as_answer(data: bytes) -> ET.Element:
    """The root of a system's answer. Raises CannotAskError where it is none."""
    try:
        return parsed(data)
    except BadXmlError:
        raise CannotAskError(BAD_ANSWER) from None


def _refuse_document_types(data: bytes) -> None:
    parser = expat.ParserCreate()

    def refuse(*_declared: object) -> NoReturn:
        raise BadXmlError("has a document type")

    parser.StartDoctypeDeclHandler = refuse
    parser.Parse(data, True)  # expat takes it by position


def _printable(text: str) -> str:
    """Without the control characters that XML cannot hold, which paste from elsewhere brings along."""
    return "".join(sign for sign in text if sign in "\t\n\r" or (sign >= " " and sign not in "\ufffe\uffff"))
