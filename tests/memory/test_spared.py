"""What is spared shows nowhere: both ways are asked the same, in processes of their own."""

import os
import subprocess
import sys
from importlib.metadata import version

from operate.home import ROOT
from tests.memory import spared


def asked(*words):
    words = [sys.executable, "-m", "tests.memory.asking", *words]
    settings = {**os.environ, "PYTHONHASHSEED": "0"}
    done = subprocess.run(
        words, cwd=ROOT, env=settings, check=False, capture_output=True, text=True
    )
    assert not done.returncode, done.stderr
    return done.stdout.splitlines()


def test_a_table_answers_as_moto_has_it():
    plain = asked()
    assert asked("spared") == plain
    for operation, answer in (("update_item", '"Attributes"'), ("transact_write_items", "None")):
        assert any(line.startswith(operation) and answer in line for line in plain)


def test_this_moto_is_known():
    assert version("moto") == spared.KNOWN
