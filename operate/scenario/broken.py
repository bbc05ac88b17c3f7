"""Makes a copy of a source in which the body of one function is another."""

import ast
import textwrap


class Unbreakable(Exception):
    """The symbol is not there, or what should stand in its place is no Python."""


def instead(source: str, symbol: str, body: str) -> str:
    """The source in which the body of `function` or `Class.method` is another."""
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
