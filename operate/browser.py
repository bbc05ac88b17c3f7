"""The browser that tests the screens: the system's Chromium, installed if that is permitted.

Preferably the headless shell, as the full browser takes more than twice as long to open a page.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from typing import NamedTuple

from operate.failure import Failure

BROWSER, FONTS = "chromium-headless-shell", "fonts-noto-cjk"  # Debian packages
NAMES = (BROWSER, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
APPLICATION = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
AS_ROOT = ("--no-sandbox",)  # Chromium's sandbox does not work for root
PATIENCE = 600  # seconds for a download of a hundred megabytes


class Machine(NamedTuple):
    """What is installed on this machine, and whether more may be."""

    browser: str | None
    writes_chinese: bool
    may_install: bool


def lacking(machine: Machine) -> list[str]:
    """The Debian packages that are missing on this machine."""
    return [
        *([] if machine.browser else [BROWSER]),
        *([] if machine.writes_chinese else [FONTS]),
    ]


def find(
    look: Callable[[], Machine] | None = None,
    install: Callable[[Sequence[str]], str] | None = None,
) -> str:
    """The path of the browser. Fails with the packages to install if there is none and none may be
    installed.
    """
    look, said = look or seen, ""
    machine = look()
    if lacking(machine) and machine.may_install:
        said = (install or installed)(lacking(machine))
        machine = look()
    if needed := lacking(machine):
        raise Failure(advice(needed, machine, said))
    return str(machine.browser)


def advice(needed: Sequence[str], machine: Machine, said: str) -> str:
    what = " and ".join({BROWSER: "Chromium", FONTS: "a Chinese font"}[one] for one in needed)
    words = f"the screens are tried in a browser, and this machine lacks {what}."
    words += f"\nDebian: apt-get install {' '.join(needed)}"
    if BROWSER in needed:
        words += "\nOthers: Chromium or Google Chrome, as " + ", ".join(NAMES) + " on PATH"
    if machine.may_install:
        words += f"\nIt was tried here, and apt-get said: {said or 'nothing'}"
    return words


def options() -> tuple[str, ...]:
    return AS_ROOT if os.geteuid() == 0 else ()


def seen() -> Machine:
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if not path and os.access(APPLICATION, os.X_OK):
        path = APPLICATION
    may = os.geteuid() == 0 and shutil.which("apt-get") is not None
    return Machine(path, _writes_chinese(), may)


def _writes_chinese() -> bool:
    """Whether there is a Chinese font; assumed without fontconfig, on systems with
    their own fonts.
    """
    if not (tool := shutil.which("fc-list")):
        return True
    done = subprocess.run([tool, ":lang=zh", "family"], capture_output=True, check=False)
    return done.returncode != 0 or bool(done.stdout.strip())


def installed(packages: Sequence[str]) -> str:
    """Installs the packages; returns apt-get's last output if it failed."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    words = (["update"], ["install", "-y", "--no-install-recommends", *packages])
    for command in words:
        done = subprocess.run(
            ["apt-get", "-q", *command],
            env=environment,
            check=False,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
        if done.returncode:
            return (done.stderr or done.stdout).strip()[-500:]
    return ""
