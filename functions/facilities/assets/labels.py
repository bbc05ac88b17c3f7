"""Printable labels for assets: a QR code with name and id below. Pure.

The code contains `<id>.<check>` only: details require signing in. Lengths are in millimetres.
"""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import pairwise
from unicodedata import east_asian_width

import segno

from .codes import check
from .model import Asset

WIDTH, HEIGHT = 48, 56
ACROSS, DOWN = 4, 5  # labels on a sheet of A4, 210 × 297
SHEET = ACROSS * DOWN
QUIET = 4  # white modules required around a QR code
SIDE = 38
WIDE = 26  # line width in half-width characters
FONT = 3.4
Lines = Sequence[str]


def code(asset_id: str) -> str:
    return f"{asset_id}.{check(asset_id)}"


def label(asset: Asset) -> str:
    size = f'width="{WIDTH}mm" height="{HEIGHT}mm" viewBox="0 0 {WIDTH} {HEIGHT}"'
    return _svg(size, _drawn(asset))


def sheet(assets: Iterable[Asset]) -> str:
    """One A4 sheet of labels."""
    left, top = (210 - ACROSS * WIDTH) / 2, (297 - DOWN * HEIGHT) / 2
    drawn = [
        f'<g transform="translate({left + n % ACROSS * WIDTH} {top + n // ACROSS * HEIGHT})">'
        f"{_drawn(asset)}</g>"
        for n, asset in enumerate(assets)
    ]
    return _svg('width="210mm" height="297mm" viewBox="0 0 210 297"', "".join(drawn))


def lines(name: str) -> Lines:
    """At most two lines; a Chinese character is twice as wide as a Latin one."""
    edges = [0]
    for place in range(len(name)):
        if _wide(name[edges[-1] : place + 1]) > WIDE:
            edges.append(place)
    first, *rest = [name[a:b].strip() for a, b in pairwise([*edges, len(name)])]
    return (first, *rest[:1]) if len(rest) < 2 else (first, f"{rest[0][:-1]}…")


def _drawn(asset: Asset) -> str:
    rows = list(segno.make(code(asset.id), error="m", micro=False).matrix)
    module = SIDE / (len(rows) + 2 * QUIET)
    path = "".join(_path(number, row) for number, row in enumerate(rows))
    where = f"translate({(WIDTH - SIDE) / 2 + QUIET * module:.3f} {1 + QUIET * module:.3f})"
    drawn = f'<path transform="{where} scale({module:.4f})" d="{path}"/>'
    return drawn + "".join(_written(asset))


def _path(number: int, row: Sequence[int]) -> str:
    """The dark runs in a row of modules, as an SVG path."""
    edges = [x for x, (a, b) in enumerate(pairwise([0, *row, 0])) if bool(a) != bool(b)]
    return "".join(
        f"M{begin} {number}h{end - begin}v1h-{end - begin}z"
        for begin, end in zip(edges[::2], edges[1::2], strict=True)
    )


def _written(asset: Asset) -> Iterable[str]:
    y = SIDE + 3.5
    for line in lines(asset.name):
        yield _text(line, y, FONT)
        y += FONT + 0.8
    yield _text(code(asset.id), y, FONT - 0.4)


def _text(text: str, y: float, size: float) -> str:
    """Text wider than the label is condensed."""
    fit = ""
    if _wide(text) * size / 2 > WIDTH - 2:
        fit = f' textLength="{WIDTH - 2}" lengthAdjust="spacingAndGlyphs"'
    return f'<text x="{WIDTH / 2}" y="{y:.1f}" font-size="{size:.1f}"{fit}>{escape(text)}</text>'


def _wide(text: str) -> int:
    return sum(2 if east_asian_width(one) in "WFA" else 1 for one in text)


def _svg(size: str, drawn: str) -> str:
    how = 'font-family="sans-serif" text-anchor="middle"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {how}>{drawn}</svg>'
