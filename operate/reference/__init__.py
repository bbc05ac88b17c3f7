"""Files that are generated from the code for people to read; `./linli check` fails if
one is stale.
"""

from collections.abc import Mapping
from pathlib import Path

from operate.home import ROOT
from operate.reference import catalogue, openapi, readmes, roles, rules, words
from operate.scenario import story


def wanted() -> Mapping[Path, str]:
    """All generated files with their present content."""
    return {
        ROOT / "docs/reference/openapi.json": openapi.document(),
        ROOT / "docs/reference/roles.md": roles.table(),
        ROOT / "docs/reference/events.md": catalogue.page(),
        ROOT / "docs/reference/rules.md": rules.page(),
        **{ROOT / "events/schemas" / name: text for name, text in catalogue.schemas().items()},
        **readmes.pages(),
        **{ROOT / "web/texts" / name: text for name, text in words.texts().items()},
        story.SCHEMA: story.schema(),
    }


def stale() -> list[str]:
    """Files that differ, and schemas of events that no longer exist."""
    known = wanted()
    differ = [path for path, text in known.items() if _text(path) != text]
    return sorted(str(path.relative_to(ROOT)) for path in (*differ, *_orphans(known)))


def write() -> list[str]:
    known, written = wanted(), stale()
    for path, text in known.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    for path in _orphans(known):
        path.unlink()
    return written


def _orphans(known: Mapping[Path, str]) -> list[Path]:
    return [path for path in (ROOT / "events/schemas").rglob("*.json") if path not in known]


def _text(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""
