"""How many segments an SMS is paid by. The vectors are of 3GPP TS 23.038, counted by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.notify.segments import EXTENDED, GSM, segments


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ", 1),
        ("€" * 80, 1),  # each takes two septets
        ("€" * 81, 2),
        ("a" + "€" * 80, 2),
        ("a" * 152 + "€" + "a" * 152, 3),  # an escape is not torn from its sign
        ("a" * 151 + "€" + "a" * 153, 2),
        ("通" * 70, 1),
        ("通" * 71, 2),
        ("通" * 134, 2),
        ("通" * 135, 3),
        ("a" * 70 + "通", 2),  # one sign makes all of it UCS-2
        ("a" * 69 + "通", 1),
        ("ç" * 71, 2),  # GSM-7 knows Ç only
        ("`" * 70, 1),
        ("`" * 71, 2),
        ("😀" * 35, 1),  # two units each
        ("😀" * 36, 2),
        ("😀" * 66, 2),  # 33 in a part of 67, as none is torn
        ("😀" * 67, 3),
    ],
)
def test_segments(text, expected):
    assert segments(text) == expected


def test_the_alphabets_are_whole():
    assert (len(GSM), len(EXTENDED), GSM & EXTENDED) == (
        127,
        10,
        frozenset(),
    )  # 128 with the escape


@given(st.text(max_size=400))
def test_more_text_is_never_cheaper_and_no_part_is_larger_than_an_sms(text):
    assert segments(text) <= segments(text + "a")
    assert segments(text) <= max(1, -(-len(text) * 2 // 66))
