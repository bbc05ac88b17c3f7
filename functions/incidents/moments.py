"""When people said or learned something of an incident. Pure."""

from datetime import datetime, timedelta

from linli.errors import Invalid

SKEW = timedelta(minutes=5)  # of the clock of a phone or a sensor: messages are taken with as much


def stated(at: datetime | None, since: datetime, now: datetime, field: str) -> datetime:
    """Unless it is stated, now; but never before `since`, although the clock of the sensor that
    gave it may be slightly ahead. Invalid at `/body/<field>` if the stated one is before it or in
    the future by more than what clocks differ.
    """
    if at and not since - SKEW <= at <= now + SKEW:
        raise Invalid("not-then", f"/body/{field}")
    return max(min(at or now, now), since)
