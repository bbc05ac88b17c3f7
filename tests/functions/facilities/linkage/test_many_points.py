"""More points in one case than a transaction of the table could hold with what follows from it."""

import pytest

from events.facilities import HazardFound

PRESSED = 80  # with eight devices, two tasks and three proposals: over a hundred rows


@pytest.fixture
def heed(fact):
    from functions.facilities.linkage import acts

    return lambda asset_id: acts.heed(HazardFound.model_validate(fact(asset_id)[1]))


@pytest.fixture
def pressed(house, fact):
    """Call points everywhere, which alone are no fire."""
    from functions.facilities.linkage import alarms, store

    for number in range(PRESSED):
        _, said = fact(f"CP-{number}", "manual_call")
        store.keep(alarms.hear(None, HazardFound.model_validate(said)))


@pytest.fixture
def cases(row):
    """Of all points: what they are part of."""
    from functions.facilities.linkage.model import Alarm

    def cases():
        found = [one.noun(Alarm) for one in row.scan() if one.pk.startswith("standing#")]
        return [one.cases.get("FIRE") for one in found]

    return cases


def test_all_points_are_of_the_case_and_it_orders_once(pressed, heed, actions, cases, world):
    assert actions() == {}
    heed("SD-1")
    assert len(actions()) == 13
    assert len(world.started) == 1
    assert len(cases()) == PRESSED + 1
    assert len(set(cases())) == 1
    assert None not in cases()


@pytest.mark.parametrize("next_one", ["SD-1", "SD-2"])
def test_whoever_goes_on_after_a_crash_finds_the_case(
    next_one, pressed, heed, actions, cases, world, monkeypatch
):
    from functions.facilities.linkage import store

    with monkeypatch.context() as broken:
        write, done = store.order, []

        def once(*asked):
            if done:
                raise InterruptedError
            write(*asked)
            done.append(asked)

        broken.setattr(store, "order", once)
        with pytest.raises(InterruptedError):
            heed("SD-1")
    ordered = actions()
    assert None in cases()
    heed(next_one)
    assert actions().keys() == ordered.keys()
    assert len(set(cases())) == 1
