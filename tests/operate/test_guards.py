"""A symbol's body is another, and nothing else is; and a guard fails where it must."""

import ast
import sys
from types import SimpleNamespace

import pytest
from rich.console import Console

from operate import guards
from operate.home import Home
from operate.scenario.broken import SWITCH, Unbreakable, instead, switched
from operate.scenario.player import Outcome
from operate.scenario.story import Story

SOURCE = '''
def first():
    """Words."""
    return 1


class Kind:
    @property
    def second(self):
        if self:
            return 2
        return 3

    def third(self): return 3


last = first()
'''


def run(source):
    space: dict = {}
    exec(compile(source, "broken", "exec"), space)  # noqa: S102 - our own text
    return space


def test_a_function():
    assert run(instead(SOURCE, "first", "return 10"))["last"] == 10


def test_a_method_keeps_its_decorator_and_its_neighbours():
    kind = run(instead(SOURCE, "Kind.second", "x = 20\nreturn x"))["Kind"]()
    assert (kind.second, kind.third()) == (20, 3)


def test_a_body_on_the_line_of_its_head():
    assert run(instead(SOURCE, "Kind.third", "return 30"))["Kind"]().third() == 30


def test_what_is_not_named_stays_as_it_was():
    before, after = ast.parse(SOURCE), ast.parse(instead(SOURCE, "first", "return 10"))
    assert ast.dump(before.body[1]) == ast.dump(after.body[1])


@pytest.mark.parametrize(("symbol", "body"), [("fourth", "pass"), ("Kind", "pass"), ("first", "(")])
def test_what_cannot_be_broken_is_said(symbol, body):
    with pytest.raises(Unbreakable):
        instead(SOURCE, symbol, body)


MANY = '''
class Kind:
    """Words."""

    def all(self, first, /, of, *rest, named=1, **more):
        """Words of its own."""
        of = of + self.one
        return first, of, rest, named, more

    @property
    def one(self):
        return 1

    @classmethod
    def each(cls):
        yield cls.__name__
'''


@pytest.fixture
def on(monkeypatch):
    """on("name") switches that on, and what was on off."""
    names = []
    switch = SimpleNamespace(is_on=lambda name: names[-1:] == [name])
    monkeypatch.setitem(sys.modules, "linli.switch", switch)
    monkeypatch.setattr("linli.switch", switch, raising=False)
    return names.append


def test_a_switch_changes_what_a_function_does_and_back(on):
    source = switched(SOURCE, "first", "return 10", "a")
    first = run(source)["first"]
    assert first() == 1
    on("a")
    assert first() == 10
    on("b")
    assert first() == 1


def test_a_symbol_may_be_broken_in_several_ways(on):
    source = switched(switched(SOURCE, "first", "return 10", "a"), "first", "return 20", "b")
    first = run(source)["first"]
    found = [first(), on("a") or first(), on("b") or first()]
    assert found == [1, 10, 20]


def test_a_switched_symbol_gets_all_it_is_given_and_stays_what_it_is(on):
    source = switched(MANY, "Kind.all", "of = 0\nreturn of, named", "a")
    source = switched(switched(source, "Kind.one", "return 2", "b"), "Kind.each", "return []", "c")
    kind = run(source)["Kind"]()
    assert kind.all(1, 2, 3, named=4, five=5) == (1, 3, (3,), 4, {"five": 5})
    assert (kind.one, list(kind.each())) == (1, ["Kind"])
    assert type(kind).all.__doc__ == "Words of its own."
    on("a")
    assert kind.all(1, of=2) == (0, 1)
    on("c")
    assert kind.each() == []


def test_the_switch_is_a_file_of_the_city(tmp_path, monkeypatch):
    monkeypatch.setenv("CITY", "guard7")
    is_on = run(SWITCH.format(folder=str(tmp_path)))["is_on"]
    (tmp_path / "guard7").write_text("incidents/tilt_by_day")
    assert is_on("incidents/tilt_by_day")
    assert not is_on("incidents/tilt_by_night")


class Played:
    """Cities in which a guard's story ends as it is told, time after time."""

    def __init__(self, *ends):
        self.ends = iter(ends)

    def play(self, story):
        at = next(self.ends)
        failure = None if at is None else {"id": at, "step": "call", "reason": "no", "waited": 1.0}
        empty = {"wanted": None, "last": None}
        return Outcome(story.name, {}, at is None, 1.0, failure and failure | empty)


@pytest.mark.parametrize(
    ("ends", "wrong", "again"),
    [
        (["end"], False, False),
        (["begin", "end"], False, True),
        (["begin", "begin"], True, False),
        (["begin", None], True, False),
        ([None], True, False),
    ],
)
def test_a_guard_that_fails_elsewhere_is_tried_once_more(monkeypatch, ends, wrong, again):
    told = {
        "title": {"zh": "一", "en": "one"},
        "breaks": {"file": "x.py", "symbol": "first", "instead": "pass"},
        "fails_at": "end",
        "steps": [{"id": "begin", "call": "GET /a"}, {"id": "end", "call": "GET /b"}],
    }
    monkeypatch.setattr(guards, "Cities", lambda *_: Played(*ends))
    [tried] = guards.run(None, [Story.model_validate(told)], Console(quiet=True))
    assert (tried.wrong is not None, tried.again) == (wrong, again)


@pytest.mark.parametrize(("took", "seconds"), [(0.2, 6.0), (2.5, 10.0), (9.0, 15.0)])
def test_what_is_broken_is_awaited_some_times_as_long_as_it_took_when_it_was_not(
    tmp_path, took, seconds
):
    story, home = SimpleNamespace(name="a/b", fails_at="end"), Home(tmp_path)
    assert guards.enough(story, home.read(guards.SOUND)) == 15.0
    passed = Outcome("a/b", {}, True, 9.0, steps=[{"id": "end", "seconds": took}])
    guards.remember(home, [passed, Outcome("a/c", {}, False, 9.0)])
    assert guards.enough(story, home.read(guards.SOUND)) == seconds
    assert guards.enough(SimpleNamespace(name="a/c", fails_at="end"), home.read(guards.SOUND)) == 15
