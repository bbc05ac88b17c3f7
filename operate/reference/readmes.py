"""The generated tables in the features' README: between `<!-- routes -->` and `<!-- end -->`."""

import re
from collections.abc import Callable
from pathlib import Path

from operate.home import ROOT
from operate.reference import catalogue, features, roles

TABLES: dict[str, Callable[[str], str]] = {"routes": roles.routes, "events": catalogue.table}
PLACE = re.compile(rf"<!-- ({'|'.join(TABLES)}) -->\n.*?<!-- end -->", re.DOTALL)


def pages() -> dict[Path, str]:
    files = {name: ROOT / f"functions/{name}/README.md" for name in features.names()}
    return {file: _filled(name, file) for name, file in files.items() if file.exists()}


def _filled(feature: str, file: Path) -> str:
    def table(found: re.Match[str]) -> str:
        return f"<!-- {found[1]} -->\n{TABLES[found[1]](feature)}<!-- end -->"

    return PLACE.sub(table, file.read_text("utf-8"))
