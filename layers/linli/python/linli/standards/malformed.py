"""What can be wrong with a frame of any standard: the code of each is what the quarantine gives as
the reason.
"""


class Malformed(ValueError):
    code = "malformed"


class Truncated(Malformed):
    """It ends before what it announces."""

    code = "truncated"


class NoStart(Malformed):
    code = "no-start"


class NoEnd(Malformed):
    code = "no-end"


class TooLong(Malformed):
    """Its data, or one item that cannot be divided, is longer than the standard allows."""

    code = "data-too-long"


class WrongLength(Malformed):
    """It is whole, and has more or fewer bytes than it announces; or announces no number."""

    code = "wrong-length"


class WrongChecksum(Malformed):
    code = "wrong-checksum"


class WrongTime(Malformed):
    """No such moment; or, to be written, one that the form cannot say."""

    code = "wrong-time"


class OutOfRange(Malformed):
    """To be written: what the form has no room for, or what would be read as something else."""

    code = "out-of-range"
