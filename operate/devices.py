"""Lets things speak to a city: a thing, a certificate of its own, and the policy of its place.

Whatever stands already is left alone, so everything may be provisioned again. What a thing needs
to connect is kept in LINLI_HOME/devices/<thing>/, where the fleet finds it.
"""

import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import httpx

from linli import names
from operate import device_policy
from operate.fleet.card import Card
from operate.home import Home

CHANNELS = ("alarm", "reading", "state")
CERTIFICATE, KEY = "cert.pem", "private.pem"


def provision(
    home: Home,
    city: str,
    feature: str,
    community: str,
    thing: str,
    steady: dict[str, float] | None = None,
) -> Card:
    """A device of that feature in that community; if it stood elsewhere, it has moved.

    `steady` is what it measures each minute unless it is told otherwise.
    """
    card = Card(
        thing=thing,
        kind="device",
        communities=(community,),
        publishes={c: names.topic(city, feature, c, community, thing) for c in CHANNELS},
        listens=(names.command(city, feature, community, thing),),
        steady=steady,
    )
    registrar = _Registrar(home, card)
    policy = registrar.policy(names.resource(city, feature, community)).for_devices(
        city, feature, community
    )
    return registrar.settle([policy])


def provision_phone(home: Home, city: str, community: str, person: str) -> Card:
    """A person's phone: it hears his notices, of each community in which he was given it."""
    known = _known(home, person)
    communities = tuple(sorted({community, *(known.communities if known else ())}))
    card = Card(
        thing=person,
        kind="phone",
        communities=communities,
        listens=tuple(names.notice(city, place, person) for place in communities),
    )
    registrar = _Registrar(home, card)
    return registrar.settle(
        [
            registrar.policy(names.resource(city, "notify", place)).for_phones(city, place)
            for place in communities
        ]
    )


def retire(home: Home, thing: str) -> None:
    """Its certificate is worth nothing from now on, and its connection ends."""
    _tell(home, "DELETE", f"/devices/{thing}")
    iot = _iot(home, home.url("engine"))
    for arn in _certificates(iot, thing):
        for policy in _policies(iot, arn):
            iot.detach_policy(policyName=policy, target=arn)
            device_policy.drop_unused(iot, policy)
        iot.detach_thing_principal(thingName=thing, principal=arn)
        iot.update_certificate(certificateId=_id(arn), newStatus="INACTIVE")
        iot.delete_certificate(certificateId=_id(arn), forceDelete=True)
    iot.delete_thing(thingName=thing)
    shutil.rmtree(home.path("devices", thing), ignore_errors=True)


class _Registrar:
    """Makes the broker's registry agree with a card."""

    def __init__(self, home: Home, card: Card) -> None:
        self.home, self.card, self.iot = home, card, _iot(home, home.url("engine"))
        self.folder = home.folder("devices", card.thing)
        self.arn = self._thing()

    def policy(self, name: str) -> device_policy.Policy:
        return device_policy.Policy(self.iot, name, prefix=self.arn.rpartition(":")[0])

    def settle(self, policies: list[str]) -> Card:
        certificate = self._certificate()
        attached = set(_policies(self.iot, certificate))
        for policy in sorted(attached - set(policies)):
            self.iot.detach_policy(policyName=policy, target=certificate)
            device_policy.drop_unused(self.iot, policy)
        for policy in sorted(set(policies) - attached):
            self.iot.attach_policy(policyName=policy, target=certificate)
        card = self.card.model_copy(update={"certificate": _id(certificate)})
        if _known(self.home, card.thing) != card:
            card.write(self.folder)
        _tell(self.home, "POST", f"/devices/{card.thing}/connect")
        return card

    def _thing(self) -> str:
        """Creating it again as it is answers what is there."""
        return str(self.iot.create_thing(thingName=self.card.thing)["thingArn"])

    def _certificate(self) -> str:
        kept = (self.folder / CERTIFICATE).exists() and (self.folder / KEY).exists()
        known = _known(self.home, self.card.thing)
        for arn in _certificates(self.iot, self.card.thing):
            if kept and known and _id(arn) == known.certificate:
                return arn
        made = self.iot.create_keys_and_certificate(setAsActive=True)
        _write(self.folder / CERTIFICATE, made["certificatePem"])
        _write(self.folder / KEY, made["keyPair"]["PrivateKey"])
        arn = str(made["certificateArn"])
        self.iot.attach_thing_principal(
            thingName=self.card.thing, principal=arn, thingPrincipalType="EXCLUSIVE_THING"
        )
        return arn


def _known(home: Home, thing: str) -> Card | None:
    folder = home.path("devices", thing)
    return Card.read(folder) if (folder / "card.json").exists() else None


def _certificates(iot: Any, thing: str) -> list[str]:
    try:
        return list(iot.list_thing_principals(thingName=thing)["principals"])
    except iot.exceptions.ResourceNotFoundException:
        return []


def _policies(iot: Any, certificate: str) -> Iterator[str]:
    held = iot.list_attached_policies(target=certificate)["policies"]
    return iter([policy["policyName"] for policy in held])


def _id(certificate: str) -> str:
    return certificate.rpartition("/")[2]


def _write(path: Path, text: str) -> None:
    path.touch(mode=0o600)
    path.write_text(text)


@cache
def _iot(home: Home, engine: str) -> Any:
    """One client for each engine: to make one takes longer than to use it."""
    return home.client("iot")


@cache
def _http() -> httpx.Client:
    return httpx.Client(timeout=20, trust_env=False)


def _tell(home: Home, method: str, path: str) -> None:
    """To the fleet, if it runs; one that starts later reads the cards itself."""
    try:
        _http().request(method, home.url("fleet") + path)
    except httpx.TransportError:
        return
