"""ULIDs: identifiers in the order of their making, by which a feed is read. Pure."""

from datetime import UTC, date, datetime, timedelta

DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
TIME, NOISE = 10, 16  # characters; 48 and 80 bits


def ulid(at: datetime, noise: int) -> str:
    return _digits(int(at.timestamp() * 1_000), TIME) + _digits(noise, NOISE)


def made_at(one: str) -> datetime:
    milliseconds = sum(
        DIGITS.index(digit) << (5 * place) for place, digit in enumerate(reversed(one[:TIME]))
    )
    return datetime.fromtimestamp(milliseconds / 1_000, UTC)


def days(since: datetime, until: datetime, most: int) -> list[date]:
    """The days (UTC) from one to the other, the first `most` of them."""
    first = since.astimezone(UTC).date()
    count = (until.astimezone(UTC).date() - first).days + 1
    return [first + timedelta(days=number) for number in range(min(count, most))]


def _digits(number: int, width: int) -> str:
    return "".join(DIGITS[number >> (5 * place) & 31] for place in reversed(range(width)))
