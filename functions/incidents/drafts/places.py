"""What the place of an incident is called: communities, accounts is asked for; grids are ours.

A sheet is shown with codes rather than not at all.
"""

from contextlib import suppress

from functions.incidents.duty import store as duties
from functions.incidents.model import Incident
from linli import staff
from linli.errors import NotFound


def area(incident: Incident) -> str:
    """In Chinese, as a sheet and a report say it: 坞城社区 坞城第一网格."""
    said = staff.told("community", place=incident.community)
    community = said["zh"] if said else f"社区{incident.community}"
    return f"{community} {_grid(incident.grid)}" if incident.grid else community


def _grid(code: str) -> str:
    with suppress(NotFound):
        return duties.grid(code).name
    return f"网格{code}"
