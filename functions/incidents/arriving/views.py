"""The report of an arrival."""

from pydantic import AwareDatetime

from linli.model import Fact


class Arriving(Fact):
    """`at` is the time of arrival, which an offline phone sends later. Where a person is, is
    recorded during patrols only.
    """

    at: AwareDatetime
