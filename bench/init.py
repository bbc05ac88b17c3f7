"""`bench init`: the cost of starting each function, beside the textbook's and a bare client."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from bench.figures import Figure, Progress, of_textbook
from bench.functions import Function, of
from bench.imports import Cost, Subject, measure
from infra.core import assets, staging
from operate import assembly
from operate.home import ENVIRONMENTS, ROOT, Home

TEXTBOOK = ROOT / "bench/textbook"
BUDGET = ROOT / "bench/modules.json"
CLIENT = "import botocore.session\nbotocore.session.get_session().create_client('dynamodb')"
UV = ENVIRONMENTS / "tools/bin/uv"
ROUNDS = 12
SHARE = 0.45
API = "api"


def run(home: Home, progress: Progress, rounds: int = ROUNDS) -> list[Figure]:
    city, file = (home.city(), str(home.city_file())) if home.city() else ("taiyuan", "taiyuan")
    progress("writing the city's assembly")
    functions = of(assembly.synthesize(home, [file]), str(city))
    progress("building the textbook's function")
    costs = measure(_subjects(functions, _textbook()), rounds, progress)
    return [
        figure
        for function in functions
        for figure in _figures(function, costs, json.loads(BUDGET.read_text()))
    ]


def _subjects(functions: list[Function], textbook: Path) -> list[Subject]:
    path = (textbook / "code", textbook / "site")
    return [
        Subject("textbook", "import bench.textbook.telemetry", path, {}),
        Subject("textbook api", "import bench.textbook.api", path, {}),
        Subject("client", CLIENT, path, {}),
        *(Subject(f.name, f"import {f.module}", f.path, f.environment) for f in functions),
    ]


def _figures(function: Function, costs: dict[str, Cost], budget: dict[str, int]) -> list[Figure]:
    ours, floor = costs[function.name], costs["client"]
    book = costs["textbook api" if function.module.endswith(f".{API}") else "textbook"]
    most = budget.get(function.name)
    return [
        of_textbook(f"init {function.name}", ours.least, book.least, floor.least, "ms CPU", SHARE),
        Figure(
            f"init {function.name}: modules",
            ours.modules,
            book.modules,
            floor.modules,
            "modules",
            f"≤ {most}" if most else "none in bench/modules.json",
            ours.modules <= most if most else None,
        ),
    ]


def _textbook() -> Path:
    """The textbook's code and all that it imports, compiled, as in a layer."""
    files = sorted(TEXTBOOK.iterdir())
    parts = [path.read_bytes() for path in files if path.is_file()]
    home = ENVIRONMENTS / "bench" / f"textbook-{staging.digest([sys.version, *parts])}"
    return staging.once(home, _build)


def _build(home: Path) -> None:
    line = (
        "pip install -q --no-config --require-hashes --no-deps --only-binary :all: --link-mode copy"
    )
    target = ["--target", str(home / "site"), "--python", sys.executable]
    pins = str(TEXTBOOK / "requirements.txt")
    subprocess.run([str(UV), *line.split(), *target, "-r", pins], check=True)
    ignored = shutil.ignore_patterns("__pycache__", "requirements.*")
    shutil.copytree(TEXTBOOK, home / "code/bench/textbook", ignore=ignored)
    assets.compiled(home, "/opt", sys.executable)
