"""What can be wrong with a frame: the code of each is what the quarantine gives as the reason."""


class Malformed(ValueError):
    code = "malformed"


class Truncated(Malformed):
    """It ends before what its header announces."""

    code = "truncated"


class NoStart(Malformed):
    code = "no-start"


class NoEnd(Malformed):
    code = "no-end"


class TooLong(Malformed):
    """Its data would be longer than the standard allows."""

    code = "data-too-long"


class WrongLength(Malformed):
    """More bytes, in the frame or in its report, than are announced."""

    code = "wrong-length"


class WrongChecksum(Malformed):
    code = "wrong-checksum"


class WrongCount(Malformed):
    """A report of no object, or with fewer than it announces."""

    code = "wrong-count"


class WrongTime(Malformed):
    """No such moment; or, to be written, one that six bytes cannot say."""

    code = "wrong-time"


class OutOfRange(Malformed):
    """To be written: a number or a text for which there is no room."""

    code = "out-of-range"
