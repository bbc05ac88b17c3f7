"""How people sign in, in the way that browsers and a city's programs do it."""

import base64
import json
from collections.abc import Callable
from typing import Any

import httpx

from operate import sign_in as tokens
from operate.scenario.acts import carried
from operate.scenario.authenticator import Authenticator
from operate.scenario.proofs import App, Passkey, Proved, SignIn
from operate.scenario.scene import Failed, Scene
from operate.visit import Refused, Visit


def sign_in(scene: Scene, step: SignIn) -> None:
    sub = scene.cast.people[step.sign_in]
    visit = Visit(scene.world.issuer, step.client)

    def prove() -> None:
        said = visit.token(WAYS[step.method](scene, step, visit))
        found = _subject(said["access_token"])
        if step.stranger:
            _keep_stranger(scene, step.stranger, found, said)
            return
        if found != sub:
            raise Failed(f"this is {found}, not {sub}")
        tokens.keep(scene.world.home, scene.world.city, sub, said)
        scene.browsers[step.sign_in] = visit

    _as_it_must(scene, step, prove)


def _keep_stranger(scene: Scene, name: str, found: str, said: dict[str, Any]) -> None:
    if found in scene.cast.people.values():
        raise Failed(f"this is {found}, and no stranger")
    tokens.keep(scene.world.home, scene.world.city, found, said)
    scene.cast.people[name] = scene.cast.known[name] = found


def passkey(scene: Scene, step: Passkey) -> None:
    visit = scene.browsers.get(step.passkey)
    if visit is None:
        raise Failed(f"{step.passkey} has signed in by no step, in no browser")
    device = scene.devices.setdefault(step.passkey, Authenticator())
    _as_it_must(scene, step, lambda: visit.add_passkey(device))


def app(scene: Scene, step: App) -> None:
    """The person signs in for the app and consents to the `allows`, unless that was done before."""
    world, sub = scene.world, scene.cast.sub(step.by)
    asked = " ".join(["openid", *step.scopes])
    key = f"{step.app}-{scene.cast.lot.number:05}"

    def consent() -> None:
        client, back = scene.fill(step.client), scene.fill(step.back)
        with Visit(world.issuer, client, back, asked) as visit:
            invitation = tokens.invite(world.home, world.city, str(sub))
            answer = visit.prove("invitation", invitation=invitation)
            if answer.status_code == httpx.codes.OK:
                allowed = step.scopes if step.allows is None else step.allows
                decision = "allow" if allowed else "deny"
                answer = visit.prove("consent", scope=allowed, decision=decision)
            said = visit.token(answer)
        tokens.keep(world.home, world.city, key, said)
        scene.cast.apps[step.app] = key

    _as_it_must(scene, step, consent)


def _as_it_must(scene: Scene, step: Proved, prove: Callable[[], None]) -> None:
    """Fails unless signing in succeeded, or was refused in the way that the step says."""
    try:
        prove()
    except Refused as refusal:
        last = {"status": refusal.status, "text": str(refusal)}
        if not step.must_fail:
            raise Failed(f"was not let in: {refusal}", last=last) from None
        if step.status not in (None, refusal.status) or (step.refused or "") not in str(refusal):
            raise Failed(f"was refused otherwise: {refusal}", last=last) from None
        return
    if step.must_fail:
        raise Failed("was let in")


def _by_phone(scene: Scene, step: SignIn, visit: Visit) -> httpx.Response:
    number = scene.cast.known["phone"][step.sign_in]
    before = len(scene.world.messages(number))
    visit.prove("phone", phone=number)
    code = scene.fill(step.code) or carried.code_of(scene, number, before)
    return visit.prove("code", code=code)


def _by_invitation(scene: Scene, step: SignIn, visit: Visit) -> httpx.Response:
    code = scene.fill(step.code)
    if code is None:
        sub = scene.cast.people[step.sign_in]
        code = tokens.invite(scene.world.home, scene.world.city, sub)
    return visit.prove("invitation", invitation=code)


def _by_card(scene: Scene, step: SignIn, visit: Visit) -> httpx.Response:
    return visit.prove("card", card=scene.fill(step.code))


def _by_passkey(scene: Scene, step: SignIn, visit: Visit) -> httpx.Response:
    device = scene.devices.get(step.sign_in)
    if device is None:
        raise Failed(f"{step.sign_in} has no passkey")
    return visit.passkey(device)


def _subject(token: str) -> Any:
    payload = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))["sub"]


WAYS: dict[str, Callable[[Scene, SignIn, Visit], httpx.Response]] = {
    "phone": _by_phone,
    "invitation": _by_invitation,
    "card": _by_card,
    "passkey": _by_passkey,
}
