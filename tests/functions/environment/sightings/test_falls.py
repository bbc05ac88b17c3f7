"""A fall: who fell is asked, then whoever answers for him, then people see to it."""

from datetime import timedelta

import pytest

from tests.functions.environment.conftest import HERE

MEI, DAO, SON = "mei", "dao", "son"
SCOPE = ["notices"]


@pytest.fixture
def band(sensor):
    return sensor("WB-1", "wearable", person=MEI)


@pytest.fixture
def fall(band, see, seen):
    """Just seen; the same as it is now, each time it is called."""
    see("WB-1", "fall")

    def fall():
        [one] = seen("fall")
        return one

    return fall


@pytest.fixture
def steps(row, now):
    """steps(fall, after=30): what the machine does so many seconds later."""
    from functions.environment import steps as entry
    from tests.conftest import CONTEXT

    def steps(fall, after=0, generation=1):
        now(now() + timedelta(seconds=after))
        asked = {"step": "ask", "with": {"id": fall().id, "generation": generation}}
        return entry.handler(asked, CONTEXT)

    return steps


@pytest.fixture
def notices(told):
    """(template, person) of those that were asked for, in order of asking."""

    def notices(fact="NoticeAsked"):
        said = [detail for name, detail in told() if name == fact]
        known = sorted(said, key=lambda one: one["at"])
        return [(one.get("template", ""), one["person"]) for one in known]

    return notices


@pytest.fixture
def press(hear, fall):
    """press("mei", "1"): a key of the telephone, as notify says."""

    def press(person, key):
        told = {"event_id": "e-0", "version": 1, "community": HERE, "at": "2026-11-23T06:01:00Z"}
        told |= {"notice_id": "0" * 26, "person": person, "template": "environment.fall-asked"}
        told |= {"about": f"sighting#{fall().id}", "asked_by": "environment", "channel": "voice"}
        assert hear(("NoticeAnswered", told | {"key": key})) == []

    return press


def test_who_fell_is_asked_then_his_guardian_then_people_go_there(
    fall, mandate, steps, notices, facts
):
    mandate(DAO, "guardian")
    assert fall().stage == "asking"
    assert steps(fall) == {"stage": "asking", "seconds": 31}
    assert notices() == [("environment.fall-asked", MEI)]
    assert steps(fall, 29)["stage"] == "asking"
    assert len(notices()) == 1
    assert steps(fall, 1) == {"stage": "asking", "seconds": 61}
    assert notices()[1:] == [("environment.fall-guardian", DAO)]
    assert steps(fall, 60)["stage"] == "raised"
    assert (fall().why, fall().due) == ("unanswered", None)
    assert facts() == ["FallConfirmed", "FallSuspected", "NoticeAsked", "NoticeAsked"]


def test_telephones_ring_at_once_and_also_of_who_is_no_member(fall, steps, told):
    steps(fall)
    [notice] = [detail for name, detail in told() if name == "NoticeAsked"]
    assert (notice["urgency"], notice["rings"], notice["to_person"]) == ("P1", True, True)


def test_where_there_is_nobody_to_ask_nobody_is_waited_for(fall, steps):
    steps(fall)
    assert steps(fall, 30)["stage"] == "raised"


def test_a_fall_of_nobody_known_is_seen_to_at_once(sensor, see, seen, steps):
    sensor("CM-1", "camera")
    see("CM-1", "fall")
    [one] = seen("fall")
    assert steps(lambda: one)["stage"] == "raised"


@pytest.mark.parametrize(
    ("mandates", "asked"),
    [
        ([(DAO, "helper", SCOPE)], [DAO]),
        ([(DAO, "guardian", SCOPE), (SON, "helper", SCOPE)], [DAO]),
        ([(DAO, "guardian", SCOPE), (SON, "guardian", SCOPE)], [DAO, SON]),
        ([(DAO, "guardian", ["profile"])], []),
    ],
)
def test_guardians_are_asked_who_may_be_told(fall, mandate, steps, notices, mandates, asked):
    for person, kind, scopes in mandates:
        mandate(person, kind, scopes)
    steps(fall)
    steps(fall, 30)
    assert [person for _, person in notices()[1:]] == asked


def test_a_mandate_that_is_over_is_none(fall, mandate, steps, notices):
    mandate(DAO, "guardian", days=2)
    steps(fall)
    steps(fall, 30)
    assert notices() == [("environment.fall-asked", MEI)]


def test_a_key_of_the_telephone_says_that_all_is_well(fall, steps, press, facts, notices):
    steps(fall)
    press(MEI, "1")
    press(MEI, "1")
    assert (fall().stage, fall().due) == ("well", None)
    assert steps(fall, 600)["stage"] == "well"
    assert facts() == ["FallCancelled", "FallSuspected", "NoticeAsked", "NoticeSettled"]


def test_the_notice_that_is_settled_is_the_one_that_was_asked(fall, steps, press, told):
    steps(fall)
    press(MEI, "1")
    ids = {name: detail["notice_id"] for name, detail in told() if name.startswith("Notice")}
    assert ids["NoticeAsked"] == ids["NoticeSettled"]


def test_another_key_says_that_help_is_needed(fall, steps, press, facts):
    steps(fall)
    press(MEI, "2")
    assert (fall().stage, fall().why) == ("raised", "said")
    assert facts() == ["FallConfirmed", "FallSuspected", "NoticeAsked", "NoticeSettled"]


@pytest.mark.parametrize(("person", "key"), [(MEI, ""), (MEI, "3"), ("stranger", "1")])
def test_what_was_not_offered_and_whoever_was_not_asked_says_nothing(
    fall, steps, press, person, key
):
    steps(fall)
    press(person, key)
    assert fall().stage == "asking"


def test_guardians_hear_that_all_is_well_unless_they_said_it(fall, mandate, steps, press, notices):
    mandate(DAO, "guardian")
    mandate(SON, "guardian")
    steps(fall)
    steps(fall, 30)
    press(DAO, "1")
    over = [one for one in notices() if one[0] == "environment.fall-over"]
    assert over == [("environment.fall-over", SON)]
    assert len(notices("NoticeSettled")) == 3


@pytest.mark.parametrize("first", ["well", "fall"])
def test_the_device_s_own_button_counts_before_and_after(band, see, seen, facts, first):
    """Also where the later message comes first."""
    for what in (first, "well" if first == "fall" else "fall"):
        see("WB-1", what, ago=20 if what == "fall" else 5, times=2)
    [one] = seen("fall")
    assert (one.stage, one.answers[0].channel) == ("well", "button")
    assert facts() == ["FallCancelled", "FallSuspected"]


def test_a_fall_after_the_button_is_another_one(band, see, seen):
    see("WB-1", "fall", ago=40)
    see("WB-1", "well", ago=20)
    see("WB-1", "fall", ago=10)
    assert [one.stage for one in seen("fall")] == ["well", "asking"]


def test_a_fall_after_one_that_people_closed_is_another_one(
    band, see, seen, now, ask, people, facts
):
    see("WB-1", "fall", ago=40)
    path = f"sightings/{seen('fall')[0].id}/findings"
    body = {"outcome": "false", "note": "看过"}
    assert ask("POST", path, body, sub="grid_worker", idempotency_key="k-0000001")[0] == 201
    now(now() + timedelta(seconds=20))
    see("WB-1", "fall", ago=30)  # of the same one, late
    assert [one.stage for one in seen("fall")] == ["closed"]
    see("WB-1", "fall")
    assert [one.stage for one in seen("fall")] == ["closed", "asking"]
    assert facts().count("FallSuspected") == 2


def test_a_button_nobody_wears_is_refused(sensor, see, row):
    sensor("CM-1", "camera")
    see("CM-1", "well")
    assert [one for one in row.scan() if one.pk.startswith("quarantine#")]


def test_what_two_sensors_of_somebody_see_is_one_fall(band, sensor, see, seen, facts):
    sensor("RD-1", "radar", person=MEI, north=500)
    see("WB-1", "fall", ago=60)
    see("RD-1", "fall")
    [one] = seen("fall")
    assert one.sensors == ("WB-1", "RD-1")
    assert facts() == ["FallSuspected"]


def test_all_may_be_well_when_people_are_on_their_way(fall, steps, press, facts):
    steps(fall)
    steps(fall, 30)
    assert fall().stage == "raised"
    press(MEI, "1")
    assert (fall().stage, bool(fall().over_at)) == ("raised", True)
    assert "FallCancelled" in facts()
    press(MEI, "2")
    assert fall().over_at is None
    assert facts().count("FallConfirmed") == 2


def test_the_sweeper_does_what_the_machine_has_not_done(fall, mandate, sweep, now, machine, facts):
    """And starts it again."""
    mandate(DAO, "guardian")
    for seconds, asked in ((21, 1), (34, 2), (64, 3)):
        now(now() + timedelta(seconds=seconds))
        sweep()
        assert len(fall().asked) == min(asked, 2)
    assert fall().stage == "raised"
    assert machine == [2, 3]
    assert facts() == ["FallConfirmed", "FallSuspected", "NoticeAsked", "NoticeAsked"]


def test_an_older_execution_asks_nobody(fall, steps, notices):
    assert steps(fall, generation=0)["stage"] == "superseded"
    assert notices() == []


def test_a_fall_is_asked_about_at_once_and_starts_its_machine(
    fall, hear, told, notices, monkeypatch
):
    from linli import workflow

    begun = []
    monkeypatch.setattr(workflow, "start", lambda machine, noun: begun.append((machine, noun.id)))
    [fact] = [one for one in told() if one[0] == "FallSuspected"]
    assert hear(tuple(fact)) == []
    assert begun == [("asking", fall().id)]
    assert notices() == [("environment.fall-asked", MEI)]


def test_no_fact_of_a_fall_names_anybody(fall, steps, press, told):
    steps(fall)
    press(MEI, "2")
    for name, detail in told():
        if not name.startswith("Notice"):
            assert MEI not in str(detail), name


def test_a_button_that_was_pressed_before_a_fall_says_nothing_of_it(band, see, seen):
    """Though it is heard of later."""
    see("WB-1", "fall", ago=5)
    see("WB-1", "well", ago=20)
    assert [one.stage for one in seen("fall")] == ["asking"]
