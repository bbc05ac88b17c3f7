"""What gateways and suppliers are shown as."""

from functions.notify.model import Outgoing
from linli.model import Fact


class Supplier(Fact):
    """How much he carries, of a hundred, beside what he carries at rest; and the last minute of
    his, but `in_flight` and `unknown` of the last hour.
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
    """How many reports were of something that the gateway had taken, and how many were not."""

    taken: int
    unknown: int
