"""./linli check: what CI checks before it runs the tests."""

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Annotated

import typer
from rich.console import Console

from operate import reference, screens
from operate.home import ROOT

TYPED = ("functions", "layers/linli/python", "events", "operate")
NOT_SPELLED = (
    "package-lock.json",
    "requirements",
    "layers/vendor",
    "docs/reference",
    "names.json",
    "web/package-lock.json",
    "web/src/lib/schema.d.ts",
)
AT_ONCE = 2


def register(app: typer.Typer) -> None:
    app.command()(check)


def check(
    write: Annotated[
        bool, typer.Option("--write", help="Format the code and write generated files first.")
    ] = False,
) -> None:
    """Check format, style, types, imports, spelling, and whether generated files are stale."""
    console = Console(highlight=False)
    if write:
        _tool("ruff", "format", "-q")
        for path in reference.write():
            console.print(f"wrote {path}")
        for path in screens.write():
            console.print(f"wrote {path}")
    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = zip(CHECKS, pool.map(_timed, CHECKS.values()), strict=True)
        wrong = [name for name, said in found if _tell(console, name, *said)]
    raise typer.Exit(1 if wrong else 0)


def _timed(look: Callable[[], str]) -> tuple[str, float]:
    began = time.monotonic()
    return look(), time.monotonic() - began


def _tell(console: Console, name: str, said: str, seconds: float) -> bool:
    """Prints the result; returns whether there is a problem."""
    mark = "[red]✗[/]" if said else "[green]✓[/]"
    console.print(f"{mark} {name} [dim]{seconds:.1f} s[/]")
    if said:
        console.print(said, markup=False, soft_wrap=True)
    return bool(said)


def _tool(module: str, *arguments: str) -> str:
    """The tool's output if it failed, otherwise ""."""
    words = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    return (done.stdout + done.stderr).strip() or "failed" if done.returncode else ""


def _imports() -> str:
    words = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command as run; run()",
    ]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr if done.returncode else ""


def _spelling() -> str:
    return _tool("codespell_lib", *_ours())


def _ours() -> Sequence[str]:
    """The files under version control, except those written by tools."""
    done = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    files = [file for file in done.stdout.splitlines() if (ROOT / file).is_file()]
    return [file for file in files if not file.startswith(NOT_SPELLED)]


def _stale() -> str:
    stale = reference.stale()
    return "stale: " + ", ".join(stale) + "\nrun ./linli check --write" if stale else ""


def _conventions() -> str:
    """Those that need no template; `./linli test` runs the others."""
    file = "tests/contracts/test_conventions.py"
    return _tool("pytest", "-q", "--no-header", file, "-k", "not stack")


CHECKS: dict[str, Callable[[], str]] = {  # each returns the problems found, or ""
    "conventions": _conventions,
    "format": lambda: _tool("ruff", "format", "--check", "-q"),
    "style": lambda: _tool("ruff", "check", "-q"),
    "types": lambda: _tool("mypy", *TYPED),
    "imports": _imports,
    "spelling": _spelling,
    "generated files": _stale,
    "web": lambda: "\n".join(screens.wrong()),
}
