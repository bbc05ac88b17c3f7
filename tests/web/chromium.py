"""The browser of the tests: the system's own Chromium, which is installed where that is allowed."""

import os
import shutil
import subprocess

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
AS_ROOT = ("--no-sandbox",)  # Chromium has no other for root


class Missing(Exception):
    """There is none, and none could be installed."""


def find():
    """Its path."""
    if not (found := _known()) and os.geteuid() == 0 and shutil.which("apt-get"):
        for words in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
            subprocess.run(["apt-get", *words], check=False, capture_output=True, timeout=600)
        found = _known()
    if not found:
        raise Missing("no Chromium: install it (Debian: apt-get install chromium fonts-noto-cjk)")
    return found


def options():
    return AS_ROOT if os.geteuid() == 0 else ()


def _known():
    return next((path for name in NAMES if (path := shutil.which(name))), None)
