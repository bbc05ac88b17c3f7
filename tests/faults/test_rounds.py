"""The rounds of a drill: what fails one, what their sum must meet, and what of them is kept."""

import subprocess
from collections import Counter

import pytest

from operate.faults import rounds, run
from operate.faults.aftermath import Aftermath
from operate.faults.met import Met
from operate.faults.rest import Left
from operate.faults.rounds import Round, Rounds
from operate.faults.size import LONG
from operate.faults.telemetry.flock import DevicesOutcome
from operate.faults.telemetry.judging import Judged
from operate.faults.verdict import Verdict

RIGHT = Verdict(1, (), (), ())
WRONG = Verdict(1, ("a message",), (), ())
RESTED = Left(redriven=3, quarantine=0, untold=0, open=[], running=[])
HEARD = DevicesOutcome(messages=1, again=0, refused=0, ends=0, judged=Judged(*[RIGHT] * 4))
ENOUGH = Met(*map(max, LONG.promised, LONG.load.promised))
HALF = Met(*(-(-count // 2) for count in ENOUGH))


def aftermath(**other):
    names = ("incidents", "facts", "notices", "messages", "receipts")
    counts = {name: Counter() for name in ("faults", "met", "kills", "again")}
    told = {"restarts": 1, "unfired": 0, "broken": [], "stalled": [], "slowest": 1.0}
    met = {"struck": HALF, "struck_devices": HALF, "devices": HEARD, "left": RESTED}
    return Aftermath(**{**dict.fromkeys(names, RIGHT), **counts, **told, **met, **other})


def ended(met=HALF, failed=0):
    return Round(seed=1, passed=10, failed=failed, incidents=met, devices=met)


def test_a_round_in_which_all_is_well_passes():
    found = rounds.judged(7, aftermath())
    assert found == Round(seed=7, passed=10, failed=0, incidents=HALF, devices=HALF)


FAILURES = {
    **{name: {name: WRONG} for name in ("incidents", "facts", "notices", "messages", "receipts")},
    "an execution was left over": {"left": RESTED._replace(running=["x"])},
    "the wire itself broke": {"broken": ["OSError()"]},
    "a message was lost": {"devices": HEARD._replace(judged=HEARD.judged._replace(stored=WRONG))},
    "devices never came to rest": {"devices": None},
}


@pytest.mark.parametrize("other", FAILURES.values(), ids=FAILURES.keys())
def test_each_claim_can_fail(other):
    assert rounds.judged(7, aftermath(**other)).failed == 1


def test_rounds_go_on_until_their_sum_has_met_what_was_promised():
    found = Rounds()
    assert found.go_on(LONG)
    found.add(ended())
    assert found.promises(LONG) == [False, False]
    assert found.go_on(LONG)
    found.add(ended())
    assert found.promises(LONG) == [True, True]
    assert not found.go_on(LONG)


def test_rounds_that_meet_nothing_have_an_end():
    found = Rounds()
    for _ in range(LONG.rounds):
        found.add(ended(Met()))
    assert not found.go_on(LONG)


def test_each_kind_of_fault_is_promised_by_itself():
    found = Rounds()
    found.add(ended(ENOUGH._replace(unanswered=0)))
    assert found.promises(LONG) == [False, False]


def test_what_is_kept_is_added_to_and_a_failure_stays(tmp_path):
    file = tmp_path / "drills/commit.jsonl"
    Rounds(file).add(ended())
    Rounds(file).add(ended(failed=1))
    again = Rounds(file)
    assert [one.failed for one in again.all] == [0, 1]
    assert (again.incidents, again.passed, again.failed) == (HALF + HALF, 20, 1)
    assert not again.go_on(LONG)


@pytest.fixture
def tree(tmp_path, monkeypatch):
    def git(*words):
        subprocess.run(["git", *words], cwd=tmp_path, check=True)

    monkeypatch.setattr(rounds, "ROOT", tmp_path)
    git("init", "-q")
    who = ("-c", "user.name=x", "-c", "user.email=x@example.com")
    git(*who, "commit", "-q", "--allow-empty", "-m", "first")
    return tmp_path


def test_rounds_are_of_a_commit_and_of_a_changed_tree_none_are_kept(tree):
    assert rounds.of_this_commit().file.name.endswith(".jsonl")
    (tree / "changed").touch()
    assert rounds.of_this_commit().file is None


class Drill:
    """Half of what is promised in each round."""

    def __init__(self, home, size):
        pass

    def rounds(self, seeds):
        yield from ((seed, aftermath()) for seed in seeds)


def test_a_long_drill_goes_on_where_it_was_broken_off(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(run, "Drill", Drill)
    file = tmp_path / "commit.jsonl"
    monkeypatch.setattr(rounds, "of_this_commit", lambda: Rounds(file))
    Rounds(file).add(ended())
    assert run.run(home=None, long=True) == (22, 0)
    assert len(Rounds(file).all) == 2
    first, then = capsys.readouterr().out.split("1 rounds, 0 of their claims failed")
    assert not first
    assert "2 rounds, 0 of their claims failed" in then


def test_a_short_drill_has_one_round_and_fails_if_too_little_met_it(monkeypatch):
    class Idle(Drill):
        def rounds(self, seeds):
            yield next(seeds), aftermath(struck=Met(), struck_devices=Met())

    monkeypatch.setattr(run, "Drill", Idle)
    assert run.run(home=None, long=False) == (10, 2)
