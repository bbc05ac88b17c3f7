"""Checks web/: generated files, words, types and tests, and the size of the build."""

import gzip
import json
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from infra.core import screens
from operate import tools
from operate.home import ROOT

WEB = ROOT / "web"
SCHEMA = WEB / "src/lib/schema.d.ts"
DOCUMENT = ROOT / "docs/reference/openapi.json"
COMPLETE = "--default-non-nullable=false"  # optional fields of requests remain optional
FIRST = {"resident": 30, "kiosk": 35}  # budget in kB of a shell's first page, compressed
MORE = dict.fromkeys(("ops", "wall", "work"), ("things.",))  # words besides a shell's own
FIRST_OTHERWISE, LATER = 60, 25  # of other shells; of a part that is fetched later
FILES = 25  # most files of a part with its shell: each is a request, and a call of a function
KB = 1000


def wrong() -> list[str]:
    """A description of each problem."""
    found = [*_stale(), *_words()]
    found += _node("typescript/bin/tsc", "--noEmit", "--pretty", "false")
    found += _node("--test", "--test-reporter=dot", *map(str, sorted(WEB.glob("test/*.test.ts"))))
    try:
        return found + over(screens.built(ROOT))
    except screens.NotBuilt as error:
        return [*found, str(error)]


def write() -> list[str]:
    """Generates the API's types from the OpenAPI document."""
    made = schema()
    if SCHEMA.exists() and SCHEMA.read_text("utf-8") == made:
        return []
    SCHEMA.write_text(made, "utf-8")
    return [str(SCHEMA.relative_to(ROOT))]


def schema() -> str:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "schema.d.ts")
        said = _node("openapi-typescript/bin/cli.js", str(DOCUMENT), "-o", str(out), COMPLETE)
        return out.read_text("utf-8") if out.exists() else "\n".join(said)


def over(built: Path) -> list[str]:
    """The budgets that a build exceeds."""
    parts: dict[str, Any] = json.loads((built / "manifest.json").read_text("utf-8"))
    entry = _with(parts, "index.html")
    found = []
    for name, part in parts.items():
        own = _with(parts, name) - entry
        shell = name.startswith("src/shell/") and name.count("/") == 2
        if shell:
            tongues = _languages(parts, Path(name).stem)
            words = max(tongues, key=lambda one: _weight(built, one), default=set())
            size = _weight(built, entry | own | words | {"index.html"})
            most = FIRST.get(Path(name).stem, FIRST_OTHERWISE)
        elif part.get("isDynamicEntry"):
            shells = _shell_of(parts, name)
            size, most = _weight(built, own - shells - _fetching(parts, name)), LATER
            if (files := len(entry | own | shells)) > FILES:
                found.append(f"{name}: {files} files, of at most {FILES}")
        else:
            continue
        if size > most * KB:
            found.append(f"{name}: {size / KB:.1f} kB compressed, of at most {most}")
    return found


def _shell_of(parts: dict[str, Any], name: str) -> set[str]:
    """The files already loaded when a part of a shell is fetched: those of the shell."""
    shell = "/".join(name.split("/")[:3]) + ".tsx"
    inside = name.startswith("src/shell/") and shell in parts
    return _with(parts, shell) if inside else set()


def _fetching(parts: dict[str, Any], name: str) -> set[str]:
    """For each part, the files already loaded when it is fetched."""
    theirs = [
        _with(parts, one) for one, part in parts.items() if name in part.get("dynamicImports", ())
    ]
    return set.intersection(*theirs) if theirs else set()


def _languages(parts: dict[str, Any], shell: str) -> list[set[str]]:
    """The size of each language: the words of all screens, of codes, and of the shell itself."""
    return [
        {
            part["file"]
            for kind in ("", "codes.", f"{shell}.", *MORE.get(shell, ()))
            if (part := parts.get(f"texts/{kind}{tongue}.json"))
        }
        for tongue in screens.LANGUAGES
    ]


def _with(parts: dict[str, Any], name: str) -> set[str]:
    """The files that must be loaded before that part can run."""
    part = parts[name]
    found = {part["file"], *part.get("css", ())}
    return found.union(*(_with(parts, one) for one in part.get("imports", ())))


def _weight(built: Path, files: set[str]) -> int:
    return sum(len(gzip.compress((built / name).read_bytes(), mtime=0)) for name in files)


def _stale() -> list[str]:
    current = SCHEMA.read_text("utf-8") if SCHEMA.exists() else ""
    fresh = current == schema()
    return [] if fresh else [f"stale: {SCHEMA.relative_to(ROOT)}\nrun ./linli check --write"]


def _words() -> Iterator[str]:
    """Keys that are missing in one of the languages."""
    every_kind = {path.name.removesuffix("zh.json") for path in (WEB / "texts").glob("*zh.json")}
    for kind in sorted(every_kind):
        texts = {tongue: _texts(f"{kind}{tongue}.json") for tongue in screens.LANGUAGES}
        every = set().union(*texts.values())
        for tongue, said in texts.items():
            if lacking := sorted(every - said.keys()):
                yield f"web/texts/{kind}{tongue}.json lacks {', '.join(lacking)}"


def _texts(name: str) -> dict[str, str]:
    found: dict[str, str] = json.loads((WEB / "texts" / name).read_text("utf-8"))
    return found


def _node(*words: str) -> list[str]:
    """The output of a tool in web/node_modules, or of Node itself, if it failed or was too slow."""
    first = words[0] if words[0].startswith("-") else str(screens.TOOLS / words[0])
    command = [str(screens.NODE), first, *words[1:]]
    try:
        done = subprocess.run(
            command,
            cwd=WEB,
            env=tools.environment(),
            capture_output=True,
            text=True,
            check=False,
            timeout=tools.LONGEST,
        )
    except subprocess.TimeoutExpired:
        return [f"{words[0]}: not done in {tools.LONGEST:g} s"]
    return [(done.stdout + done.stderr).strip() or f"{words[0]} failed"] if done.returncode else []
