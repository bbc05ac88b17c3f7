"""What else can be wrong with a frame of this standard."""

from linli.standards.malformed import Malformed


class WrongText(Malformed):
    """Its bytes are no UTF-8."""

    code = "wrong-text"


class MissingField(Malformed):
    code = "missing-field"


class WrongField(Malformed):
    code = "wrong-field"


class WrongPart(Malformed):
    """Parts of several messages, or two that both say they are the same one."""

    code = "wrong-part"
