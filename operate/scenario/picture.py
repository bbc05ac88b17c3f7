"""A picture of the terminal's output for a page: SVG without external resources."""

import re
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console

WIDTH = 104  # characters


def recording() -> Console:
    return Console(record=True, width=WIDTH, highlight=False)


def save(console: Console, file: Path, title: str) -> None:
    plain = re.sub(r"@font-face \{\{.*?\}\}\n", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
    svg = console.export_svg(title=title, code_format=plain)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(line.rstrip() for line in svg.splitlines()) + "\n", "utf-8")
