"""When people said or learned something of an incident. Pure."""

from datetime import datetime

from linli.errors import Invalid


def stated(at: datetime | None, since: datetime, now: datetime, field: str) -> datetime:
    """Unless it is stated, now; or `since`, as the clock of the sensor that gave it may be slightly
    ahead. Invalid at `/body/<field>` if the stated one is before it or in the future.
    """
    if at is None:
        return max(now, since)
    if not since <= at <= now:
        raise Invalid("not-then", f"/body/{field}")
    return at
