"""What else can be wrong with a frame of this standard."""

from linli.standards.malformed import Malformed


class WrongCount(Malformed):
    """A report of no object, or with fewer than it announces."""

    code = "wrong-count"
