"""Authentication by a code sent to a phone; the first one of a new number creates a person."""

from pydantic import TypeAdapter, ValidationError

from functions.accounts.people import store as store_people
from functions.accounts.sign_in.exchange import Ask
from functions.accounts.sign_in.refusals import Unproved
from functions.accounts.telephones import codes
from functions.accounts.telephones.model import Mobile
from linli.errors import Refused
from linli.store import until_settled

_PHONE: TypeAdapter[str] = TypeAdapter(Mobile)


def send(ask: Ask) -> str:
    """Send a code; returns the challenge's id."""
    try:
        phone = _PHONE.validate_python(ask.field("phone"))
    except ValidationError:
        raise Unproved("phone-malformed") from None
    try:
        return codes.send(phone, ask.language, ask.source).id
    except Refused as refusal:
        raise Unproved(refusal.code, refusal.status) from None


def prove(ask: Ask) -> str:
    """The person of the phone number."""
    challenge_id = ask.field("challenge")
    try:
        phone = codes.prove(challenge_id, ask.field("code"), ask.source)
    except codes.Wrong as wrong:
        raise Unproved(wrong.code, challenge=challenge_id if wrong.again else "") from None
    return until_settled(lambda: store_people.whose(phone))
