"""A symbol's body is another, and nothing else is."""

import ast

import pytest

from operate.scenario.broken import Unbreakable, instead

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
