"""A phone number, and the code sent to it."""

from typing import Annotated

from pydantic import AwareDatetime, StringConstraints

from functions.accounts.people.model import Phone
from linli.model import Fact

# A Chinese mobile number, the only kind that messages are sent to.
Mobile = Annotated[Phone, StringConstraints(pattern=r"^\+861[3-9][0-9]{9}$")]


class Wanted(Fact):
    phone: Mobile


class Sent(Fact):
    """A code was sent, whoever the number belongs to; `challenge` identifies it."""

    challenge: str
    until: AwareDatetime


class Code(Fact):
    code: Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")]
