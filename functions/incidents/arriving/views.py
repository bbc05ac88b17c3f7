"""The report of an arrival."""

from typing import Any

from pydantic import AwareDatetime, model_validator

from linli.model import Fact


class Arriving(Fact):
    """`at` is the time of arrival, which an offline phone sends later. Where a person is, is
    recorded during patrols only.
    """

    at: AwareDatetime

    @model_validator(mode="before")
    @classmethod
    def _without_position(cls, said: Any) -> Any:
        """A phone may have kept an arrival while its screens still sent one."""
        if not isinstance(said, dict):
            return said
        return {name: value for name, value in said.items() if name != "position"}
