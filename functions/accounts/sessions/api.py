"""Routes of a person's own sessions and passkeys."""

from datetime import UTC, datetime
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path

from functions.accounts.members import store as store_members
from functions.accounts.routes import api
from linli.auth import CallerNow
from linli.store import until_settled

from . import rules, store
from .model import Passkey, Passkeys, PasskeyShown, Session, Sessions, SessionShown

Sid = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
Credential = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,1400}$")]


@api.get("/v1/accounts/sessions", own=True, summary="The caller's sessions")
def list_sessions(caller: CallerNow) -> Sessions:
    since = store_members.actor(caller.id).tokens_since
    live = rules.live(store.sessions(caller.id), since)
    return Sessions(items=[_session(one, caller.sid) for one in live])


@api.post(
    "/v1/accounts/sessions/<sid>/endings",
    own=True,
    status_code=201,
    summary="End a session of the caller's at once, with all its tokens",
)
def end_session(sid: Sid, caller: CallerNow) -> SessionShown:
    if sid != caller.sid:
        caller.not_by_card()

    def settle() -> Session:
        before, actor = store.session(caller.id, sid), store_members.actor(caller.id)
        if before.ended_at:
            return before
        return store.end(*rules.ended(before, actor, datetime.now(UTC)))

    return _session(until_settled(settle), caller.sid)


@api.get("/v1/accounts/passkeys", own=True, summary="The caller's passkeys")
def list_passkeys(caller: CallerNow) -> Passkeys:
    since = store_members.actor(caller.id).tokens_since
    live = rules.live(store.passkeys(caller.id), since)
    return Passkeys(items=[_passkey(one) for one in live])


@api.post(
    "/v1/accounts/passkeys/<credential>/removals",
    own=True,
    status_code=201,
    summary="Remove a passkey",
)
def remove_passkey(credential: Credential, caller: CallerNow) -> PasskeyShown:
    caller.not_by_card()

    def settle() -> Passkey:
        before = store.passkey(caller.id, credential)
        if before.removed_at:
            return before
        return store.keep(rules.removed(before, datetime.now(UTC)))

    return _passkey(until_settled(settle))


def _session(one: Session, sid: str) -> SessionShown:
    return SessionShown(
        **one.model_dump(include=set(SessionShown.model_fields)), here=one.id == sid
    )


def _passkey(one: Passkey) -> PasskeyShown:
    return PasskeyShown(**one.model_dump(include=set(PasskeyShown.model_fields)))
