"""An act that is sent again is known by its mark, and held to its content."""

import pytest

from linli.errors import Invalid
from linli.request import KEPT, Request, remember, repeated


def test_what_was_done_is_known_again_and_nothing_else_is():
    acts = remember({}, Request("m1", "d1"), 7)
    assert repeated(acts, Request("m1", "d1")) == 7
    assert repeated(acts, Request("m2", "d1")) is None


def test_a_key_that_was_used_for_another_content_is_refused():
    acts = remember({}, Request("m1", "d1"), 7)
    with pytest.raises(Invalid, match="idempotency-key-reused"):
        repeated(acts, Request("m1", "d2"))


def test_the_latest_are_kept():
    acts = {}
    for number in range(KEPT + 5):
        acts = remember(acts, Request(f"m{number}", "d"), number + 1)
    assert len(acts) == KEPT
    assert repeated(acts, Request("m4", "d")) is None
    assert repeated(acts, Request("m5", "d")) == 6
