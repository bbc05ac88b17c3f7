"""What can be wrong with a frame: the code of each is what the quarantine gives as the reason."""


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


class WrongText(Malformed):
    """Its bytes are no UTF-8."""

    code = "wrong-text"


class MissingField(Malformed):
    code = "missing-field"


class WrongField(Malformed):
    code = "wrong-field"


class WrongTime(Malformed):
    code = "wrong-time"


class WrongPart(Malformed):
    """Parts of several messages, or two that both say they are the same one."""

    code = "wrong-part"


class OutOfRange(Malformed):
    """To be written: what the form has no room for, or what would be read as something else."""

    code = "out-of-range"
