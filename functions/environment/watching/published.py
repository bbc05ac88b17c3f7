"""What is published of a station, within one evaluation: changed any number of times, then written
once with all its events.
"""

from datetime import datetime

from functions.environment.cases import news
from functions.environment.cases import store as cases
from functions.environment.cases.life import Changed
from functions.environment.cases.model import Case
from functions.environment.model import Key
from functions.environment.warnings import rules as warning_rules
from functions.environment.warnings import store as warnings
from functions.environment.warnings.model import Warning as AirWarning
from linli.store import Write


class Published:
    def __init__(self, station_id: str) -> None:
        self.station_id = station_id
        self.cases: dict[str, Changed] = {}
        self.warnings: dict[str, warning_rules.Changed] = {}

    def case(self, case_id: str | None) -> Case | None:
        known = self.cases.get(case_id or "")
        return known.after if known else cases.known(case_id)

    def case_since(self, key: Key, since: datetime | None) -> Case | None:
        return self.case(news.id_of(self.station_id, key, since)) if since else None

    def take(self, changed: Changed) -> None:
        known = self.cases.get(changed.after.id)
        told = (*(known.news if known else ()), *changed.news)
        self.cases[changed.after.id] = Changed(changed.after, told)

    def warning(self, warning_id: str | None) -> AirWarning | None:
        known = self.warnings.get(warning_id or "")
        return known.after if known else warnings.known(warning_id or "")

    def warning_since(self, begins: datetime | None) -> AirWarning | None:
        return self.warning(warning_rules.id_of(self.station_id, begins)) if begins else None

    def warn(self, changed: warning_rules.Changed) -> None:
        known = self.warnings.get(changed.after.id)
        told = (*(known.news if known else ()), *changed.news)
        self.warnings[changed.after.id] = warning_rules.Changed(changed.after, told)

    def writes(self) -> list[Write]:
        changed = map(cases.keep, self.cases.values())
        return [*changed, *map(warnings.keep, self.warnings.values())]
