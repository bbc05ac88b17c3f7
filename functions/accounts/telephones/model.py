"""What is said of a telephone, and the code that was sent to it."""

from typing import Annotated

from pydantic import AwareDatetime, StringConstraints

from functions.accounts.people.model import Phone
from linli.model import Fact

# One of China's, which is what messages are sent to.
Mobile = Annotated[Phone, StringConstraints(pattern=r"^\+861[3-9][0-9]{9}$")]


class Wanted(Fact):
    phone: Mobile


class Sent(Fact):
    """A code is on its way, whosever the telephone is; `challenge` names what it answers."""

    challenge: str
    until: AwareDatetime


class Code(Fact):
    code: Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")]
