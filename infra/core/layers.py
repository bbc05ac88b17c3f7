"""Vendor layers, built from hash-pinned requirements and never committed: layers/vendor/*.txt."""

import shutil
import subprocess
import sys
from pathlib import Path

from infra import ROOT
from infra.core import assets

VENDOR = ROOT / "layers/vendor"
BUILT = ROOT / ".linli/layers"
SERVICES = ("dynamodb", "events", "iot-data", "lambda", "s3", "sqs", "stepfunctions", "sts")
ACCOUNT = ("aarch64-manylinux_2_28", assets.ACCOUNT_PYTHON)  # platform and version of an account


def key(layer: str, *, laptop: bool) -> str:
    """Of all that goes in, so the layer's name is known before it is built."""
    pins = (VENDOR / f"{layer}.txt").read_text()
    target = [sys.platform, sys.version] if laptop else [*ACCOUNT, assets.compiler() is not None]
    return assets.digest([pins, Path(__file__).read_text(), SERVICES, *target])[:12]


def built(layer: str, *, laptop: bool) -> Path:
    home = BUILT / f"{layer}-{key(layer, laptop=laptop)}"
    return assets.once(home, lambda part: _build(layer, part, laptop=laptop))


def _build(layer: str, home: Path, *, laptop: bool) -> None:
    python = home / "python"
    line = "pip install -q --no-config --require-hashes --no-deps --only-binary :all:"
    line += " --link-mode copy --target"
    where = ["--python", sys.executable]
    if not laptop:
        where = ["--python-platform", ACCOUNT[0], "--python-version", ACCOUNT[1]]
    pins = str(VENDOR / f"{layer}.txt")
    subprocess.run([_uv(), *line.split(), str(python), *where, "-r", pins], check=True)
    _trim(python)
    if compiler := sys.executable if laptop else assets.compiler():
        assets.compiled(home, "/opt", compiler)


def _trim(python: Path) -> None:
    """Scripts hold this machine's paths; botocore brings 400 services and functions use eight."""
    shutil.rmtree(python / "bin", ignore_errors=True)
    shutil.rmtree(python / "boto3/examples", ignore_errors=True)
    (python / ".lock").unlink(missing_ok=True)
    data = python / "botocore/data"
    for service in data.iterdir() if data.exists() else ():
        if service.is_dir() and service.name not in SERVICES:
            shutil.rmtree(service)


def _uv() -> str:
    ours = ROOT / ".linli/tools/bin/uv"
    beside = Path(sys.executable).with_name("uv")
    found = next((str(uv) for uv in (ours, beside) if uv.exists()), None) or shutil.which("uv")
    if not found:
        raise FileNotFoundError("uv: run ./linli once, which sets it up")
    return found
