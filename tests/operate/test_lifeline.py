"""A background process does not outlive the home that it serves."""

import subprocess
import sys
from pathlib import Path

HELD = """
import runpy, sys, time
from pathlib import Path
runpy.run_path(sys.argv[1])["hold"](Path(sys.argv[2]), 0.02)
print("here", flush=True)
time.sleep(60)
"""


def test_it_ends_when_its_home_is_gone(tmp_path: Path) -> None:
    mark = tmp_path / "ports.json"
    mark.touch()
    helper = Path(__file__).parents[2] / "operate/lifeline.py"
    held = subprocess.Popen(
        [sys.executable, "-c", HELD, str(helper), str(tmp_path)],
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    with held:
        assert held.stdout
        assert held.stdout.readline() == b"here\n"
        assert held.poll() is None
        mark.unlink()
        assert held.wait(10) != 0
