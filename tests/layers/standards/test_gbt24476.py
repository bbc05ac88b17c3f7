"""Who is shut in, and who only waits for a door to open."""

import pytest

from linli.standards import gbt24476

SHUT_IN = {
    "passenger": 1,
    "moving": 0,
    "door_closed": 1,
    "in_zone": 0,
    "seconds_outside": 61,
    "mode": 40,
    "code": 0,
}


@pytest.mark.parametrize(
    ("changes", "trapped"),
    [
        ({}, True),
        ({"seconds_outside": 60}, False),  # more than sixty
        ({"seconds_outside": 5, "code": 4}, True),  # the code says so at once
        ({"in_zone": 1, "seconds_outside": 0, "code": 4}, True),
        ({"passenger": 0}, False),
        ({"moving": 1}, False),
        ({"door_closed": 0}, False),
        ({"in_zone": 1}, False),
        ({"mode": 43}, False),
        ({"mode": 43, "code": 4}, False),
        ({"code": 43}, False),
        ({"mode": 45}, True),  # a fire fighter may be shut in too
    ],
)
def test_somebody_is_trapped_only_if_all_of_it_holds(changes, trapped):
    assert gbt24476.trapped(SHUT_IN | changes, 60) is trapped


@pytest.mark.parametrize("missing", ["passenger", "moving", "door_closed"])
def test_what_is_not_said_is_not_known(missing):
    assert gbt24476.trapped({k: v for k, v in SHUT_IN.items() if k != missing}, 60) is None


def test_without_a_mode_it_is_not_maintenance():
    assert gbt24476.trapped({k: v for k, v in SHUT_IN.items() if k != "mode"}, 60) is True


def test_where_it_stands_must_be_said_somehow():
    said = {"passenger": 1, "moving": 0, "door_closed": 1}
    assert gbt24476.trapped(said, 60) is None
    assert gbt24476.trapped(said | {"code": 4}, 60) is True
    assert gbt24476.trapped(said | {"code": 7}, 60) is False
    assert gbt24476.trapped(said | {"seconds_outside": 70}, 60) is True
