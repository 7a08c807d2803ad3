"""Two texts side by side: nothing lost, and what differs marked."""

from hypothesis import given
from hypothesis import strategies as st

from enplan.web.difference import Piece, compare


def test_changed_words_are_marked_on_both_sides():
    mine, theirs = compare("tre dage om ugen", "to dage om ugen")
    assert mine == [Piece("tre", True), Piece(" dage om ugen", False)]
    assert theirs == [Piece("to", True), Piece(" dage om ugen", False)]


def test_equal_texts_have_nothing_marked():
    assert compare("ens", "ens") == ([Piece("ens", False)], [Piece("ens", False)])


@given(st.text(), st.text())
def test_pieces_joined_are_the_whole_text(left, right):
    mine, theirs = compare(left, right)
    assert "".join(piece.text for piece in mine) == left
    assert "".join(piece.text for piece in theirs) == right


def test_very_long_texts_are_compared_by_line():
    shared = "ord " * 3_000
    mine, theirs = compare(f"{shared}\nmin", f"{shared}\nderes")
    assert [piece.is_changed for piece in mine] == [piece.is_changed for piece in theirs] == [False, True]
