"""The curve and the bar: what they say, that they escape, and that they need no style attribute."""

from datetime import date
from xml.etree import ElementTree as ET

import pytest

from enplan import clock
from enplan.web import charts

POINTS = [
    (date(2026, 1, 12), 3, "jan."),
    (date(2026, 2, 10), None, "feb."),
    (date(2026, 2, 20), 4, ""),
    (date(2026, 3, 1), 5, "nu"),
]


@pytest.fixture(autouse=True)
def _spring():
    with clock.standing_at(clock.start_of(date(2026, 3, 1))):
        yield


def parts(svg: str, tag: str) -> list[ET.Element]:
    return [element for element in ET.fromstring(svg).iter() if element.tag == tag]  # noqa: S314  # our own


def test_curve_tells_in_words_what_it_draws():
    (title,) = parts(charts.wellbeing_curve(POINTS), "title")
    assert (
        title.text
        == "Trivsel fra 0 til 10: 3 den 12. januar, ved ikke den 10. februar, 4 den 20. februar, 5 den 1. marts."
    )


def test_curve_has_a_dot_for_each_rating_and_a_gap_for_dont_know():
    svg = charts.wellbeing_curve(POINTS)
    assert len(parts(svg, "circle")) == 3
    (line,) = parts(svg, "polyline")
    assert len(line.attrib["points"].split()) == 2


def test_curve_is_drawn_by_time_whatever_the_order_given():
    assert charts.wellbeing_curve(list(reversed(POINTS))) == charts.wellbeing_curve(POINTS)


def test_curve_higher_is_better():
    ys = [float(dot.attrib["cy"]) for dot in parts(charts.wellbeing_curve(POINTS), "circle")]
    assert ys == sorted(ys, reverse=True)


def test_curve_leaves_out_labels_that_would_stand_on_each_other_but_never_the_last():
    days = [(date(2026, 1, day), 5, f"d{day}") for day in range(1, 31)]
    labels = [text.text for text in parts(charts.wellbeing_curve(days), "text")]
    assert labels[-1] == "d30"
    assert len(labels) < 7


def test_curve_of_one_rating_and_of_two_on_a_day_stands():
    assert len(parts(charts.wellbeing_curve(POINTS[:1]), "circle")) == 1
    assert len(parts(charts.wellbeing_curve([POINTS[0], POINTS[0]]), "circle")) == 2


def test_curve_of_nothing_is_nothing():
    assert charts.wellbeing_curve([]) == ""


@pytest.mark.parametrize("value", [-1, 11])
def test_curve_refuses_a_value_off_the_ruler(value):
    with pytest.raises(ValueError, match="0–10"):
        charts.wellbeing_curve([(date(2026, 1, 1), value, "")])


def test_charts_escape_words():
    nasty = '<script>"&\u202e'
    svg = charts.wellbeing_curve([(date(2026, 1, 1), 5, nasty)], title=nasty)
    assert "<script" not in svg
    assert [element.text for tag in ("title", "text") for element in parts(svg, tag)] == [nasty, nasty]
    (title,) = parts(charts.step_bar(1, 2, title=nasty), "title")
    assert title.text == nasty


def test_charts_write_no_inline_style_and_colours_only_for_print():
    on_page = charts.wellbeing_curve(POINTS) + charts.step_bar(1, 3)
    on_paper = charts.wellbeing_curve(POINTS, colours=charts.PRINT) + charts.step_bar(
        1, 3, colours=charts.PRINT
    )
    assert "style=" not in on_page + on_paper
    assert "#" not in on_page
    assert 'stroke="#1a1a1a"' in on_paper
    assert 'fill="none"' in on_paper


def test_step_bar_has_a_box_per_step():
    svg = charts.step_bar(1, 3)
    boxes = parts(svg, "rect")
    assert [box.attrib["class"] for box in boxes] == [
        "chart-bar-reached",
        "chart-bar-ground",
        "chart-bar-ground",
    ]
    assert parts(svg, "title")[0].text == "1 af 3 skridt er nået"
    assert float(boxes[-1].attrib["x"]) + float(boxes[-1].attrib["width"]) <= charts.BAR_WIDTH


def test_step_bar_of_no_steps_is_nothing():
    assert charts.step_bar(0, 0) == ""


@pytest.mark.parametrize(("reached", "total"), [(4, 3), (-1, 3)])
def test_step_bar_refuses_what_cannot_be(reached, total):
    with pytest.raises(ValueError, match="cannot be reached"):
        charts.step_bar(reached, total)


def test_another_voice_stands_beside_on_the_same_scale_and_is_said_in_words():
    curve = charts.wellbeing_curve(
        [(date(2026, 1, 12), 3, ""), (date(2026, 3, 1), 5, "")],
        beside=[(date(2026, 1, 12), 6, ""), (date(2026, 2, 1), None, ""), (date(2026, 3, 1), 6, "")],
    )
    assert curve.count("chart-square") == 2
    assert 'class="chart-line-beside" points="20,34.8 300,34.8"' in curve
    assert "Set af en fagperson: 6 den 12. januar" in curve
    assert "chart-square" not in charts.wellbeing_curve([(date(2026, 1, 12), 3, "")])
    with pytest.raises(ValueError, match="0–10"):
        charts.wellbeing_curve([(date(2026, 1, 12), 3, "")], beside=[(date(2026, 1, 12), 11, "")])
