"""What is joined to a verified incident: nothing is closed that nobody has inspected."""

import pytest

from tests.functions.incidents import working
from tests.functions.incidents.raising.test_raising import SEEN

from .conftest import ENDS, point
from .test_by_people import code, join, last, shown


@pytest.fixture
def inspect(person, machine, photo):
    """Dispatched to li, handled by him and verified by wang."""

    def verified(one):
        machine(one, "raised")
        working.take(person, one)
        working.handle(person, photo, one)
        working.verify(person, one)
        return one

    return verified


@pytest.fixture
def verified(duty, person, inspect):
    """An incident without a sensor."""
    return inspect(person("zhao").post("", SEEN)[1]["id"])


def test_one_that_people_found_and_nobody_inspected_opens_it_again(verified, person, machine, told):
    other = person("zhao").post("", SEEN)[1]["id"]
    machine(other, "raised")
    assert join(person, verified, other, key="key-0000001")[0] == 201
    assert join(person, verified, other, key="key-0000001")[0] == 201
    kinds = [entry["kind"] for entry in shown(person, verified)["timeline"]]
    assert (shown(person, verified)["stage"], kinds.count("reopened")) == ("reopened", 1)
    assert last(person, verified)["note"].endswith("one fire in two houses")
    early = person("zhao").post(f"{verified}/closures", ENDS)
    assert code(early) == (409, "wrong-stage")
    assert machine(verified, "reopened") == "dispatched"


@pytest.mark.parametrize(
    ("found", "cleared", "stage"), [(1, 1, "verified"), (1, 0, "reopened"), (2, 2, "reopened")]
)
def test_a_sensor_speaks_for_its_own_hazard_only(
    verified, person, machine, hear, all_of, found, cleared, stage
):
    for number in range(found):
        hear("HazardFound", **point(number))
    [fire] = [one.id for one in all_of() if one.id != verified]
    machine(fire, "raised")
    for number in range(cleared):
        hear("HazardCleared", **point(number))
    assert join(person, verified, fire)[0] == 201
    assert shown(person, verified)["stage"] == stage


def test_one_found_by_people_counts_also_if_it_leads_others(
    verified, person, machine, hear, all_of
):
    other = person("zhao").post("", SEEN)[1]["id"]
    hear("HazardFound", **point(1))
    [fire] = [one.id for one in all_of() if one.id not in (verified, other)]
    for one in (other, fire):
        machine(one, "raised")
    assert join(person, other, fire)[0] == 201
    hear("HazardCleared", **point(1))
    assert not shown(person, other)["sensor"]["absent"]
    assert join(person, verified, other)[0] == 201
    assert shown(person, verified)["stage"] == "reopened"


def test_one_that_was_inspected_leaves_it_verified(verified, person, inspect):
    other = inspect(person("zhao").post("", SEEN)[1]["id"])
    assert join(person, verified, other)[0] == 201
    assert shown(person, verified)["stage"] == "verified"
    working.close(person, verified, unreported=ENDS["unreported"])
    assert shown(person, verified)["stage"] == "closed"
