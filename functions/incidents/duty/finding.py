"""Who of those on duty may decide something."""

from collections.abc import Collection
from datetime import datetime

from functions.incidents.model import Incident
from linli import members

from . import rules, store


def deciders(incident: Incident, roles: Collection[str], at: datetime) -> list[str]:
    """People on duty, and the chain's operator, with one of these roles there. If there is none,
    the operator: somebody must see that a decision is pending.
    """
    chain = store.chain_of(incident.community)
    place = incident.grid or incident.community
    known = [*rules.all_on_duty(incident, chain, store.on_duty, at), chain.operator]
    found = dict.fromkeys(one for one in known if one and members.holds(one, roles, place))
    return list(found) or [one for one in known[-1:] if one]
