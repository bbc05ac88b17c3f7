"""./linli check: what CI looks at before it runs a test."""

import subprocess
import sys
import time
from collections.abc import Sequence
from typing import Annotated

import typer
from rich.console import Console

from operate import reference
from operate.home import ROOT

TYPED = ("functions", "layers/linli/python", "events", "operate")
NOT_SPELLED = ("package-lock.json", "requirements", "layers/vendor", "docs/reference", "names.json")
Finding = tuple[str, str]  # what was checked, and what is wrong; "" if nothing


def register(app: typer.Typer) -> None:
    app.command()(check)


def check(
    write: Annotated[
        bool, typer.Option("--write", help="Write what is generated and formatted anew.")
    ] = False,
) -> None:
    """Look at format, style, types, imports, spelling, and whether generated files are stale."""
    console = Console(highlight=False)
    if write:
        _tool("ruff", "format", "-q")
        for path in reference.write():
            console.print(f"wrote {path}")
    wrong = 0
    for name, look in CHECKS.items():
        began = time.monotonic()
        said = look()
        mark = "[red]✗[/]" if said else "[green]✓[/]"
        console.print(f"{mark} {name} [dim]{time.monotonic() - began:.1f} s[/]")
        if said:
            console.print(said, markup=False, soft_wrap=True)
            wrong += 1
    raise typer.Exit(1 if wrong else 0)


def _tool(module: str, *arguments: str) -> str:
    """What the tool says if it is not content."""
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
    """What is under version control, less what tools write."""
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
    """Those that need no template; the tests have the others."""
    return _tool(
        "pytest", "-q", "--no-header", "tests/contracts/test_conventions.py", "-k", "not stack"
    )


CHECKS = {
    "format": lambda: _tool("ruff", "format", "--check", "-q"),
    "style": lambda: _tool("ruff", "check", "-q"),
    "types": lambda: _tool("mypy", *TYPED),
    "imports": _imports,
    "spelling": _spelling,
    "generated files": _stale,
    "conventions": _conventions,
}
