"""Errors in a frame of any standard; the code of each is the reason given in quarantine."""


class Malformed(ValueError):
    code = "malformed"


class Truncated(Malformed):
    """Shorter than it announces."""

    code = "truncated"


class NoStart(Malformed):
    code = "no-start"


class NoEnd(Malformed):
    code = "no-end"


class TooLong(Malformed):
    """Its data, or one item that cannot be divided, is longer than the standard allows."""

    code = "data-too-long"


class WrongLength(Malformed):
    """Complete, but its length differs from what it announces, or that is not a number."""

    code = "wrong-length"


class WrongChecksum(Malformed):
    code = "wrong-checksum"


class WrongTime(Malformed):
    """No valid time; or, when encoding, one that the format cannot express."""

    code = "wrong-time"


class OutOfRange(Malformed):
    """When encoding: a value too large for its field, or one that would decode differently."""

    code = "out-of-range"
