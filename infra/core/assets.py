"""Staged assets: a compiled copy of functions/<feature> and events, and of the linli layer.

A tree is stored in .linli/ under the hash of its inputs, so it is built once, and concurrent
deployments never see half of one.
"""

import compileall
import json
import py_compile
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from infra import ROOT
from infra.core import screens
from infra.core.overrides import STANDARDS, merged
from infra.core.staging import digest, once
from infra.settings import Settings
from linli import codes
from linli.rows import from_yaml

CACHE = ROOT / ".linli/staged"
ACCOUNT_PYTHON = "3.13"  # Lambda runtime in an account
RUNS = {".py", ".cedar"}
SERVED = "static"  # folder of static files for browsers
WORDING = "notify"  # the feature with the templates of all features
SCREENS = "web"  # the feature that serves the build of web/
Files = dict[str, bytes]


def feature(source: Path, name: str, settings: Settings) -> Path:
    """functions/<name> and events of a checkout, with the city's overrides merged into the rows."""
    starts = [source / "functions/__init__.py", source / f"functions/{name}", source / "events"]
    files: Files = {}
    for path in _walk(starts):
        target = path.relative_to(source)
        if path.suffix in RUNS or path.parent.name == SERVED:
            files[str(target)] = path.read_bytes()
        elif _is_data(path):
            files[str(target.with_suffix(".json"))] = _rows(path, settings.rules.get(name, {}))
    if name == WORDING:
        files[f"functions/{name}/templates.json"] = _templates(source)
    if name == SCREENS:
        made = screens.staged(source, settings)
        files |= {f"functions/{name}/{path}": content for path, content in made.items()}
    return _stage(name, files, "/var/task", settings)


def _templates(source: Path) -> bytes:
    """The `notices` section of each feature's texts: its notification templates."""
    texts = {path.parent.name: from_yaml(path) for path in source.glob("functions/*/texts.yaml")}
    notices = {feature: texts[feature].get("notices", {}) for feature in sorted(texts)}
    return json.dumps(notices, ensure_ascii=False).encode()


def linli(source: Path, settings: Settings) -> Path:
    """The city's own linli layer: shared code, rows of standards, words for codes, and the city's
    settings.
    """
    home = source / "layers/linli"
    files: Files = {}
    for path in _walk([home / "python"]):
        target = path.relative_to(home)
        if path.suffix in RUNS:
            files[str(target)] = path.read_bytes()
        elif _is_data(path):
            own = settings.rules.get(STANDARDS, {})
            files[str(target.with_suffix(".json"))] = _rows(path, own)
    files[f"python/linli/{codes.FILE}"] = json.dumps(
        codes.gathered(source / "functions"), ensure_ascii=False
    ).encode()
    files["python/linli/city.json"] = settings.for_functions().model_dump_json().encode()
    return _stage("linli", files, "/opt", settings)


def _rows(path: Path, overrides: dict[str, Any]) -> bytes:
    rows = merged(from_yaml(path), overrides.get(path.stem, {}))
    return json.dumps(rows, ensure_ascii=False, default=str).encode()


def _walk(starts: Iterable[Path]) -> Iterator[Path]:
    for start in starts:
        for path in sorted(start.rglob("*")) if start.is_dir() else [start]:
            if path.is_file() and "__pycache__" not in path.parts:
                yield path


def _is_data(path: Path) -> bool:
    known = path.parent.name == "rules" or path.name == "texts.yaml"
    return path.suffix == ".yaml" and (known or path.name.endswith(".asl.yaml"))


def _stage(name: str, files: Files, prefix: str, settings: Settings) -> Path:
    python = sys.executable if settings.laptop else compiler()
    key = digest([name, python and version(python), *(f"{k}\0{v!r}" for k, v in files.items())])
    return once(CACHE / f"{name}-{key}", lambda home: _write(home, files, prefix, python))


def _write(home: Path, files: Files, prefix: str, python: str | None) -> None:
    for name, content in files.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_bytes(content)
    if python:
        compiled(home, prefix, python)


def compiled(home: Path, prefix: str, python: str) -> None:
    """Compile a tree for its later path; the bytes do not depend on this machine."""
    if python == sys.executable:
        compileall.compile_dir(
            home,
            stripdir=str(home),
            prependdir=prefix,
            quiet=1,
            invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
        )
        return
    line = ["-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash", "-s"]
    subprocess.run([python, *line, str(home), "-p", prefix, str(home)], check=True)


@cache
def compiler() -> str | None:
    """A Python of the runtime's version, found by running candidates, as shims may be broken."""
    home = Path.home()
    found = [shutil.which(f"python{ACCOUNT_PYTHON}"), sys.executable]
    places = (".pyenv/versions", ".local/share/uv/python")
    for place in places:
        found += map(str, sorted((home / place).glob(f"*{ACCOUNT_PYTHON}*/bin/python3")))
    return next((python for python in found if python and version(python) == ACCOUNT_PYTHON), None)


@cache
def version(python: str) -> str:
    ask = "import sys; print('%d.%d' % sys.version_info[:2])"
    run = subprocess.run([python, "-c", ask], capture_output=True, text=True)
    return run.stdout.strip()
