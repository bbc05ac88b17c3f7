"""What is answered: each answer bears the number of what it answers."""

from linli.standards.malformed import OutOfRange

from .data import ANSWER, DIVIDED, Data, Group
from .tables import EXECUTED, INTERACTION, REQUESTED


def acknowledged(data: Data) -> Data:
    """Data has arrived (9014)."""
    return _answer(data, "9014")


def accepted(request: Data, code: int) -> Data:
    """A request will be done, or why not (9011; `code` of REQUESTED)."""
    if code not in REQUESTED:
        raise OutOfRange
    return _answer(request, "9011", (("QnRtn", str(code)),))


def executed(request: Data, code: int) -> Data:
    """A request was done, or why not (9012; `code` of EXECUTED)."""
    if code not in EXECUTED:
        raise OutOfRange
    return _answer(request, "9012", (("ExeRtn", str(code)),))


def _answer(data: Data, cn: str, *groups: Group) -> Data:
    """By the version of what it answers, asking for no answer itself."""
    flag = data.flag & ~(ANSWER | DIVIDED)
    return data._replace(st=INTERACTION, cn=cn, flag=flag, cp=groups, part=None, more=())
