"""How a station ends: it is retired, or its community is closed."""

from datetime import datetime
from functools import partial
from typing import Any

from functions.environment.cases import life
from functions.environment.cases import store as cases
from functions.environment.stations import rules as station_rules
from functions.environment.stations import store as stations
from functions.environment.warnings import rules as warning_rules
from functions.environment.warnings import store as warnings
from linli.store import Write, every, until_settled

from . import store
from .model import Watch


def retire(community: str) -> None:
    """Retire all stations of a closed community."""
    for station in every(lambda after: stations.stations(community, None, after)):
        until_settled(partial(_retire, station.id))


def _retire(station_id: str) -> None:
    station = stations.station(station_id)
    if station.state != "retired":
        stations.revise(station_rules.retired(station))


def ended(watch: Watch, now: datetime) -> list[Write]:
    """Its messages are refused from now on, so its open cases end."""
    open_ = [case for case in map(cases.known, (*watch.open.values(), *watch.beside)) if case]
    warning = warnings.known(watch.warning or "")
    lifted = [warning_rules.lifted(warning, now, "retired")] if warning else []
    new: dict[str, Any] = {"due": None, "open": {}, "warning": None, "unsafe": False, "beside": ()}
    return [
        store.keep(watch.model_copy(update=new)),
        *(cases.keep(life.end(case, now)) for case in open_),
        *map(warnings.keep, lifted),
    ]
