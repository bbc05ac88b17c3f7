"""Gateways and providers as shown."""

from functions.notify.model import Outgoing
from linli.model import Fact


class Supplier(Fact):
    """The share of a hundred points, and the configured one; figures are of the last minute,
    `in_flight` and `unknown` of the last hour.
    """

    channel: Outgoing
    name: str
    share: int
    resting: int
    sent: int
    slow: int
    failed: int
    in_flight: int
    unknown: int


class Suppliers(Fact):
    items: list[Supplier]


class Heard(Fact):
    """Number of reports about known and unknown messages."""

    taken: int
    unknown: int
