"""What a page points to in this repository is there."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)")


def pages() -> list[str]:
    listed = subprocess.run(["git", "ls-files", "*.md"], cwd=ROOT, capture_output=True, check=True)
    return listed.stdout.decode().split()


@pytest.mark.parametrize("page", pages())
def test_links_lead_somewhere(page):
    text = (ROOT / page).read_text("utf-8")
    missing = [to for to in LINK.findall(text) if not (ROOT / page).parent.joinpath(to).exists()]
    assert missing == []
