"""What an expectation holds, and how it says what is amiss."""

import pytest

from operate.scenario.match import Unknown, amiss, fill


def test_a_mapping_must_hold_what_is_named_and_may_hold_more():
    assert amiss({"stage": "closed"}, {"stage": "closed", "level": 1}) is None


def test_what_differs_is_named_by_its_path():
    found = {"sensor": {"normal": False}}
    assert amiss({"sensor": {"normal": True}}, found) == "sensor.normal is False, not True"


def test_an_absent_field_is_called_absent():
    assert amiss({"code": "x"}, {}) == "code is absent, not x"


def test_a_list_holds_the_wanted_items_in_their_order():
    found = [{"kind": "raised"}, {"kind": "judged"}, {"kind": "closed"}]
    assert amiss([{"kind": "raised"}, {"kind": "closed"}], found) is None
    assert amiss([{"kind": "closed"}, {"kind": "raised"}], found)


def test_an_item_is_counted_once():
    assert amiss([{"kind": "late"}, {"kind": "late"}], [{"kind": "late"}])


def test_an_empty_list_wants_an_empty_one():
    assert amiss([], []) is None
    assert amiss({"items": []}, {"items": [1]}) == "items has 1 items, not 0"


@pytest.mark.parametrize(("wanted", "found"), [(True, 1), (0, False), ("1", 1)])
def test_kinds_are_not_mixed_up(wanted, found):
    assert amiss(wanted, found)


def test_variables_are_filled_wherever_they_stand_and_keep_their_type_alone():
    known = {"offer": {"url": "u"}, "n": 3}
    assert fill({"a": ["${offer}", "x${n}"], "b": "${offer.url}"}, known) == {
        "a": [{"url": "u"}, "x3"],
        "b": "u",
    }


def test_an_unknown_variable_is_an_error():
    with pytest.raises(Unknown):
        fill("${nobody}", {})
