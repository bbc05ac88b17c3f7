"""Passkeys: options, registration and authentication (WebAuthn, with user verification).

The relying party is the page's host; `userHandle` is the person, so no name must be typed.
"""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import webauthn
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from functions.accounts import notes
from functions.accounts.people import rules as rules_people
from functions.accounts.sessions import store as store_sessions
from functions.accounts.sessions.model import Challenge, Passkey, Session
from functions.accounts.sign_in import csrf, people, sessions
from functions.accounts.sign_in.exchange import PRIVATE, Ask, Reply, in_json
from functions.accounts.sign_in.refusals import Unproved
from linli import clock, rates, seal
from linli.city import city
from linli.errors import Conflict, NotFound
from linli.store import commit

from . import challenges

QUARTER = timedelta(minutes=15)
OFFERED, MOST = 120, 20
VERIFIED = UserVerificationRequirement.REQUIRED
FAULTS = (WebAuthnException, ValueError, KeyError, TypeError)


def offer(ask: Ask) -> Reply:
    """The options of a ceremony with their challenge; registration requires a session."""
    if not csrf.holds(ask, "passkeys", ask.said.get("csrf")):
        return in_json(403, {"error": "csrf"}, PRIVATE)
    rates.take(f"offers-to#{seal.index(ask.source)}", OFFERED, QUARTER, datetime.now(UTC))
    if ask.said.get("for") != "new":
        challenge = challenges.ask("sign", None)
        options: Any = webauthn.generate_authentication_options(
            rp_id=ask.host,
            challenge=base64url_to_bytes(challenge.answer),
            user_verification=VERIFIED,
        )
    elif session := _proved_lately(ask):
        challenge = challenges.ask("new-passkey", session.person)
        options = _for_new(ask, session.person, challenge)
    else:
        return in_json(401, {"error": "session"}, PRIVATE)
    said = {"challenge": challenge.id, "options": json.loads(webauthn.options_to_json(options))}
    return in_json(200, said, PRIVATE)


def add(ask: Ask) -> Reply:
    """Stores a passkey just created by the browser's person."""
    session = _proved_lately(ask)
    if not session or not csrf.holds(ask, "passkeys", ask.said.get("csrf")):
        return in_json(403, {"error": "session"}, PRIVATE)
    try:
        _added(ask, session)
    except (Unproved, Conflict):
        return in_json(400, {"error": "passkey-wrong"}, PRIVATE)
    return in_json(201, {"added": True}, PRIVATE)


def prove(ask: Ask) -> str:
    """The person whose passkey signed the challenge."""
    challenge = challenges.take(ask.field("challenge"), "sign", None)
    try:
        shown = json.loads(ask.field("answer"))
        person = base64url_to_bytes(shown["response"]["userHandle"]).decode()
        known = _counting(person, str(shown["id"]))
        verified = webauthn.verify_authentication_response(
            credential=shown,
            expected_challenge=base64url_to_bytes(challenge.answer),
            expected_rp_id=ask.host,
            expected_origin=ask.origin,
            credential_public_key=base64url_to_bytes(known.public_key),
            credential_current_sign_count=known.signs,
            require_user_verification=True,
        )
        used = {"signs": verified.new_sign_count, "used_at": datetime.now(UTC)}
        store_sessions.keep(known.model_copy(update=used))
    except (*FAULTS, NotFound, Conflict):
        raise Unproved("passkey-wrong") from None
    return person


def _proved_lately(ask: Ask) -> Session | None:
    """The browser's session, unless its proof is old: a stolen one could otherwise be made
    permanent.
    """
    session = sessions.kept(ask)
    fresh = session and datetime.now(UTC) - session.began_at < rules_people.FRESH
    return session if fresh else None


def _counting(person: str, credential: str) -> Passkey:
    known = store_sessions.passkey(person, credential)
    if known.removed_at or not people.counts(known):
        raise NotFound
    return known


def _added(ask: Ask, session: Session) -> None:
    challenge = challenges.take(str(ask.said.get("challenge")), "new-passkey", session.person)
    try:
        made = webauthn.verify_registration_response(
            credential=ask.said["answer"],
            expected_challenge=base64url_to_bytes(challenge.answer),
            expected_rp_id=ask.host,
            expected_origin=ask.origin,
            require_user_verification=True,
        )
    except FAULTS:
        raise Unproved("passkey-wrong") from None
    new = Passkey(
        id=bytes_to_base64url(made.credential_id),
        person=session.person,
        name=session.agent,
        public_key=bytes_to_base64url(made.credential_public_key),
        signs=made.sign_count,
        made_at=datetime.now(UTC),
    )
    told = notes.passkey_added(session.person, city().code, clock.now(city().code))
    commit(store_sessions.writing(new)._replace(events=(told,)))


def _for_new(ask: Ask, person: str, challenge: Challenge) -> Any:
    """Options for a discoverable credential, at most one per device."""
    name = people.name(person) or person
    return webauthn.generate_registration_options(
        rp_id=ask.host,
        rp_name="Linli 邻里",
        user_id=person.encode(),
        user_name=name,
        user_display_name=name,
        challenge=base64url_to_bytes(challenge.answer),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=VERIFIED
        ),
        exclude_credentials=[
            PublicKeyCredentialDescriptor(id=base64url_to_bytes(one.id))
            for one in people.passkeys(person)[:MOST]
        ],
    )
