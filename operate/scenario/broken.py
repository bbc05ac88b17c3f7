"""Replaces the body of a function in source code, either for good or while a switch is on."""

import ast
import textwrap
from copy import deepcopy

SWITCH = '''"""Which break is on in this city: the one that a file of the home names, or none."""

import os
from pathlib import Path


def is_on(name: str) -> bool:
    return Path({folder!r}, os.environ["CITY"]).read_text("utf-8") == name
'''
CHOICE = """
from linli import switch as _switch
_chosen = _broken if _switch.is_on({name!r}) else _sound
"""


class Unbreakable(Exception):
    """The symbol does not exist, or its replacement is not valid Python."""


def instead(source: str, symbol: str, body: str) -> str:
    """The source with another body of `function` or `Class.method`."""
    function = _find(ast.parse(source), symbol)
    first, last = function.body[0], function.body[-1]
    lines = source.splitlines(keepends=True)
    indent = " " * (function.col_offset + 4)
    head = lines[: first.lineno - 1]
    if first.lineno == function.lineno:  # def f(): return 1
        head = [*lines[: first.lineno - 1], lines[first.lineno - 1][: first.col_offset] + "\n"]
    new = textwrap.indent(textwrap.dedent(body).strip("\n") + "\n", indent)
    changed = "".join([*head, new, *lines[last.end_lineno or len(lines) :]])
    try:
        ast.parse(changed)
    except SyntaxError as error:
        raise Unbreakable(f"{symbol}: {error}") from error
    return changed


def switched(source: str, symbol: str, body: str, name: str) -> str:
    """The source with that body only while the switch of this name is on. The function may already
    be switched by another name.
    """
    tree = ast.parse(source)
    function = _find(tree, symbol)
    sound, broken = deepcopy(function), _find(ast.parse(instead(source, symbol, body)), symbol)
    asked = ast.parse(CHOICE.format(name=name))
    told = ast.Return(ast.Call(ast.Name("_chosen"), *_passed_on(function.args)))
    doc = function.body[:1] if ast.get_docstring(function) else []
    inner = (_inner(sound, "_sound"), _inner(broken, "_broken"))
    function.body = [*doc, *inner, *asked.body, told]
    return ast.unparse(ast.fix_missing_locations(tree)) + "\n"


def _inner(function: ast.FunctionDef, name: str) -> ast.FunctionDef:
    """The original function, to be nested; without defaults, as the outer one has bound all
    arguments.
    """
    function.name, function.decorator_list, function.returns = name, [], None
    given = function.args
    given.defaults, given.kw_defaults = [], [None for _ in given.kwonlyargs]
    for one in ast.walk(given):
        if isinstance(one, ast.arg):
            one.annotation = None
    return function


def _passed_on(given: ast.arguments) -> tuple[list[ast.expr], list[ast.keyword]]:
    plain: list[ast.expr] = [ast.Name(one.arg) for one in (*given.posonlyargs, *given.args)]
    rest = [ast.Starred(ast.Name(given.vararg.arg))] if given.vararg else []
    named = [ast.keyword(one.arg, ast.Name(one.arg)) for one in given.kwonlyargs]
    more = [ast.keyword(None, ast.Name(given.kwarg.arg))] if given.kwarg else []
    return [*plain, *rest], [*named, *more]


def _find(tree: ast.Module, symbol: str) -> ast.FunctionDef:
    scope: ast.Module | ast.ClassDef | ast.FunctionDef = tree
    for name in symbol.split("."):
        kinds = (ast.ClassDef, ast.FunctionDef)
        found = (n for n in scope.body if isinstance(n, kinds) and n.name == name)
        inner = next(found, None)
        if inner is None:
            raise Unbreakable(f"there is no {symbol}")
        scope = inner
    if not isinstance(scope, ast.FunctionDef):
        raise Unbreakable(f"{symbol} is no function")
    return scope
