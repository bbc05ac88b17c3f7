"""Vendor layers, built from hash-pinned requirements and never committed: layers/vendor/*.txt."""

import gzip
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from infra import ROOT
from infra.core import assets, staging

VENDOR = ROOT / "layers/vendor"
BUILT = ROOT / ".linli/layers"
SERVICES = (  # of botocore, used by functions
    "apigatewaymanagementapi",
    "dynamodb",
    "events",
    "iot",
    "iot-data",
    "kms",
    "lambda",
    "s3",
    "secretsmanager",
    "sqs",
    "stepfunctions",
)


class Machine(NamedTuple):
    """The target of a layer. `python` compiles it, and runs it unless `where` differs."""

    python: str | None
    where: tuple[str, ...] = ()


HERE = Machine(sys.executable)


def machine(*, laptop: bool) -> Machine:
    if laptop:
        return HERE
    account = ("--python-platform", "aarch64-manylinux_2_28")
    return Machine(assets.compiler(), (*account, "--python-version", assets.ACCOUNT_PYTHON))


def key(layer: str, machine: Machine) -> str:
    """The hash of all inputs, so that the layer's name is known before it is built."""
    pins = (VENDOR / f"{layer}.txt").read_text()
    python = machine.python and assets.version(machine.python)
    target = machine.where or (sys.platform, python)
    return staging.digest([pins, Path(__file__).read_text(), target, python])[:12]


def built(layer: str, machine: Machine) -> Path:
    home = BUILT / f"{layer}-{key(layer, machine)}"
    return staging.once(home, lambda part: _build(layer, part, machine))


def _build(layer: str, home: Path, machine: Machine) -> None:
    python = home / "python"
    line = "pip install -q --no-config --require-hashes --no-deps --only-binary :all:"
    line += " --link-mode copy --target"
    where = machine.where or ("--python", str(machine.python))
    pins = str(VENDOR / f"{layer}.txt")
    subprocess.run([_uv(), *line.split(), str(python), *where, "-r", pins], check=True)
    _trim(python)
    if machine.python:
        assets.compiled(home, "/opt", machine.python)


def _trim(python: Path) -> None:
    """Remove scripts, which contain local paths, and what botocore knows of unused services."""
    shutil.rmtree(python / "bin", ignore_errors=True)
    shutil.rmtree(python / "boto3/examples", ignore_errors=True)
    (python / ".lock").unlink(missing_ok=True)
    data = python / "botocore/data"
    for service in data.iterdir() if data.exists() else ():
        if service.is_dir() and service.name not in SERVICES:
            shutil.rmtree(service)
    if data.exists():
        _trim_endpoints(data)


def _trim_endpoints(data: Path) -> None:
    """Each function parses this file when it starts, for each session: 1.2 MB, of 300 services."""
    models = (gzip.decompress(file.read_bytes()) for file in data.glob("*/*/service-2.json.gz"))
    used = {json.loads(model)["metadata"]["endpointPrefix"] for model in models}
    file = data / "endpoints.json"
    known = json.loads(file.read_text("utf-8"))
    for partition in known["partitions"]:
        services = partition["services"].items()
        partition["services"] = {name: said for name, said in services if name in used}
    file.write_text(json.dumps(known, separators=(",", ":")), "utf-8")


def _uv() -> str:
    ours = ROOT / ".linli/tools/bin/uv"
    beside = Path(sys.executable).with_name("uv")
    found = next((str(uv) for uv in (ours, beside) if uv.exists()), None) or shutil.which("uv")
    if not found:
        raise FileNotFoundError("uv: run ./linli once, which sets it up")
    return found
