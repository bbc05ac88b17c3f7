"""Provisions things for a city: a thing, its own certificate, and the policy of its place.

Existing ones are left as they are, so provisioning is idempotent. The files a thing needs to
connect are in LINLI_HOME/devices/<thing>/, where the fleet finds them.
"""

import shutil
from contextlib import suppress

from linli import device_policy, names
from operate import registrar
from operate.fleet.card import Card
from operate.fleet.curve import Measured
from operate.fleet.pace import Pace
from operate.home import Home
from operate.registrar import Registrar

CHANNELS = ("alarm", "reading", "state")


def provision(
    home: Home,
    city: str,
    feature: str,
    community: str,
    thing: str,
    steady: Measured | None = None,
    before: int = 0,
    *,
    pace: Pace | None = None,
    accounts: bool = False,
) -> Card:
    """A device of that feature in that community; if it was in another one, it has moved.

    `steady` are the values that it sends each minute until others are set, and that it has measured
    for `before` hours; with a `pace` it sends by that instead. A device of the register reports
    what it sends (`accounts`).
    """
    card = Card(
        thing=thing,
        kind="device",
        communities=(community,),
        publishes=_topics(city, feature, community, thing, accounts=accounts),
        listens=(names.command(city, feature, community, thing),),
        steady=steady,
        before=before,
        pace=pace,
    )
    made = Registrar(home, card)
    policy = made.policy(names.resource(city, feature, community)).for_devices(
        city, feature, community
    )
    return made.settle([policy])


def _topics(
    city: str, feature: str, community: str, thing: str, *, accounts: bool
) -> dict[str, str]:
    topics = {c: names.topic(city, feature, c, community, thing) for c in CHANNELS}
    report = {"report": names.topic(city, "devices", "report", community, thing)}
    return topics | (report if accounts else {})


def provision_phone(home: Home, city: str, community: str, person: str) -> Card:
    """A person's phone, which gets the person's notices of each community it was
    provisioned for.
    """
    before = registrar.known(home, person)
    communities = tuple(sorted({community, *(before.communities if before else ())}))
    card = Card(
        thing=person,
        kind="phone",
        communities=communities,
        listens=tuple(names.notice(city, place, person) for place in communities),
    )
    made = Registrar(home, card)
    return made.settle(
        [
            made.policy(names.resource(city, "notify", place)).for_phones(city, place)
            for place in communities
        ]
    )


def retire(home: Home, thing: str) -> None:
    """Invalidates its certificate and ends its connection."""
    registrar.tell(home, "DELETE", f"/devices/{thing}")
    iot = home.client("iot")
    for arn in registrar.certificates(iot, thing):
        for policy in registrar.discard(iot, thing, arn):
            device_policy.drop_unused(iot, policy)
    with suppress(iot.exceptions.ResourceNotFoundException):
        iot.delete_thing(thingName=thing)
    shutil.rmtree(home.path("devices", thing), ignore_errors=True)
