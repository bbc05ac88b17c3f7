"""What time does to nouns that a machine drives."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from events.accounts import CommunityClosed

CONTEXT = SimpleNamespace(
    function_name="f", memory_limit_in_mb=1, invoked_function_arn="a", aws_request_id="r"
)
HERE, THERE = "140105001001", "140105001002"


@pytest.fixture
def machine(row, monkeypatch):
    """Executions and tokens that a machine would know; `.started`, `.heard` say what was done."""
    from linli import sweeper

    known = SimpleNamespace(running=set(), tokens=set(), started=[], heard=[])

    def resume(token, answer):
        known.heard.append((token, answer["stage"]))
        return token in known.tokens

    def start(machine, noun):
        known.started.append(f"{noun.id}-{noun.generation}")

    fake = SimpleNamespace(
        resume=resume,
        start=start,
        runs=lambda _, noun: f"{noun.id}-{noun.generation}" in known.running,
    )
    monkeypatch.setattr(sweeper, "workflow", fake)
    return known


def keep(noun):
    from linli.store import Write, commit, stored

    commit(Write(f"thing#{noun.id}", "thing", noun, due=noun.due))
    return stored(noun)


def load(pk):
    from linli.model import Driven
    from linli.store import load

    return load(pk, "thing", Driven)


def late(noun, now):
    if noun.stage != "told":
        return None
    return noun.model_copy(update={"stage": "late", "due": now + timedelta(seconds=20)})


def sweep(**event):
    from linli.sweeper import Driver, Sweeper

    driver = Driver("handling", load, lambda before, after: keep(after), late)
    return Sweeper({"thing": driver}).handler(event, CONTEXT)


def noun(minutes=-1, **changes):
    from linli.model import Driven

    due = datetime.now(UTC) + timedelta(minutes=minutes)
    known = {"id": "1", "community": HERE, "stage": "told", "due": due, "token": "t"}
    return keep(Driven(**(known | changes)))


def test_what_is_untold_is_told_before_all_that_is_due(machine, monkeypatch):
    """However much is due: it may take all the time there is."""
    from linli import sweeper
    from linli.model import Driven
    from linli.store import Write, commit

    order = []
    monkeypatch.setattr(sweeper, "_tell", lambda row: order.append("told"))
    monkeypatch.setattr(sweeper.Sweeper, "_drive", lambda self, row: order.append("driven"))
    noun()
    news = CommunityClosed(community=HERE, at=datetime.now(UTC))
    commit(Write("thing#2", "thing", Driven(id="2", community=HERE, stage="told"), (news,)))
    sweep(untold_for=0)
    assert order == ["told", "driven"]


def test_nothing_due_nothing_done(machine):
    noun(minutes=5)
    assert sweep() == {"driven": 0, "told": 0, "failed": 0}
    assert (machine.heard, machine.started) == ([], [])


def test_a_late_noun_moves_and_its_machine_hears_of_it(machine):
    noun()
    machine.tokens.add("t")
    assert sweep()["driven"] == 1
    assert load("thing#1").stage == "late"
    assert (machine.heard, machine.started) == ([("t", "late")], [])


def test_an_execution_that_is_gone_is_started_anew_under_a_new_generation(machine):
    noun(stage="raised", token=None)
    sweep()
    after = load("thing#1")
    assert (after.generation, after.token, after.stage) == (2, None, "raised")
    assert machine.started == ["1-2"]
    assert after.due > datetime.now(UTC)
    sweep()
    assert machine.started == ["1-2"]


def test_one_that_still_runs_is_looked_at_again_soon(machine):
    noun(stage="raised", token=None)
    machine.running.add("1-1")
    sweep()
    after = load("thing#1")
    assert (after.generation, machine.started) == (1, [])
    assert after.due > datetime.now(UTC)


def test_a_token_that_nobody_holds_leads_to_a_new_execution(machine):
    noun()
    sweep()
    assert machine.heard == [("t", "late")]
    assert machine.started == ["1-2"]


def test_a_noun_that_lateness_ends_starts_nothing(machine):
    from linli import sweeper

    noun()
    ended = lambda noun, now: noun.model_copy(update={"stage": "over", "due": None})  # noqa: E731
    driver = sweeper.Driver("handling", load, lambda before, after: keep(after), ended)
    assert sweeper.Sweeper({"thing": driver}).handler({}, CONTEXT)["driven"] == 1
    assert (machine.heard, machine.started) == ([("t", "over")], [])
    assert load("thing#1").due is None


def test_a_clock_that_was_advanced_counts_in_its_own_community_only(machine, advance):
    noun(minutes=60)
    noun(minutes=60, id="2", community=THERE)
    machine.tokens.add("t")
    advance(HERE, 3_700)
    sweep()
    assert (load("thing#1").stage, load("thing#2").stage) == ("late", "told")


def test_a_noun_that_moved_meanwhile_is_left(machine, monkeypatch):
    from linli import sweeper

    noun()
    stale = load("thing#1")
    keep(stale.model_copy(update={"stage": "taken"}))
    driver = sweeper.Driver("handling", lambda pk: stale, lambda before, after: keep(after), late)
    swept = sweeper.Sweeper({"thing": driver}).handler({}, CONTEXT)
    assert (swept["driven"], swept["failed"]) == (0, 0)
    assert load("thing#1").stage == "taken"
    assert machine.started == []


def test_one_that_fails_does_not_hold_up_the_others(machine, capsys, monkeypatch):
    monkeypatch.delenv("POWERTOOLS_METRICS_DISABLED")
    noun(id="1", stage="told")
    noun(id="2", stage="told")
    machine.tokens.add("t")
    from linli import sweeper

    def failing(pk):
        if pk == "thing#1":
            raise RuntimeError
        return load(pk)

    driver = sweeper.Driver("handling", failing, lambda before, after: keep(after), late)
    swept = sweeper.Sweeper({"thing": driver}).handler({}, CONTEXT)
    assert (swept["driven"], swept["failed"]) == (1, 1)
    assert load("thing#2").stage == "late"
    assert '"NotDriven"' in capsys.readouterr().out  # which calls somebody


def test_what_the_stream_never_told_is_told(row, monkeypatch):
    from events.accounts import CommunityClosed
    from linli import outbox
    from linli.model import Driven
    from linli.store import Write, commit

    told = []
    monkeypatch.setattr(outbox, "tell", lambda *known: told.append(known) or True)
    event = CommunityClosed(community=HERE, at=datetime.now(UTC))
    commit(Write("thing#1", "thing", Driven(id="1", community=HERE, stage="new"), (event,)))
    assert sweep()["told"] == 0  # the stream may still do it
    assert sweep(untold_for=0)["told"] == 1
    assert told[0][:3] == ("thing#1", "thing", 1)


def test_those_named_first_come_first_however_much_else_is_due(row):
    from linli.model import Driven
    from linli.store import Write, commit
    from linli.sweeper import Sweeper

    now = datetime.now(UTC)
    for number in range(12):
        for kind, since in (("call", 1), ("letter", 60 - number), ("stray", 90)):
            due = now - timedelta(minutes=since)
            one = Driven(id=str(number), community=HERE, stage="told", due=due)
            commit(Write(f"{kind}#{number}", kind, one, due=due))
    done = []
    swept = Sweeper({kind: lambda pk, sk: done.append(pk) for kind in ("call", "letter")})
    assert swept.handler({}, CONTEXT)["failed"] == 12
    assert [pk.partition("#")[0] for pk in done] == ["call"] * 12 + ["letter"] * 12
    assert done[12:] == [f"letter#{number}" for number in range(12)]


def test_a_run_ends_before_it_is_cut_off_and_the_next_one_goes_on(machine, monkeypatch):
    from linli import sweeper

    seconds = iter(range(0, 1_000, 8))
    monkeypatch.setattr(sweeper, "monotonic", lambda: next(seconds))
    machine.tokens.add("t")
    for number in range(4):
        noun(id=str(number))
    assert sweep() == {"driven": 2, "told": 0, "failed": 0}
    assert sweep() == {"driven": 2, "told": 0, "failed": 0}
    assert {load(f"thing#{number}").stage for number in range(4)} == {"late"}
