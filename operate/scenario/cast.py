"""Sets up a story's community, people, duties, assets and devices.

Everything except certificates is created through the city's own API, which also closes the
community afterwards.
"""

import uuid
from typing import Any

from operate import devices
from operate.scenario import block, clock, mounting
from operate.scenario.carried import Gateway
from operate.scenario.match import fill
from operate.scenario.step import Heard
from operate.scenario.story import Asset, Person, Sensor, Station, Story
from operate.scenario.world import World

LETTERS = {"manhole": "MH"}
STATIONS = {"air": "AQ", "noise": "NS", "water": "WQ"}
SENSORS = {"camera": "CM", "radar": "RD", "wearable": "WB"}
METRE = 0.000009  # degrees of latitude
ALWAYS = {"weekdays": [1, 2, 3, 4, 5, 6, 7], "from": "00:00", "until": "00:00"}
LONGEST = 60  # characters of a community's name
REFUSED, STALE = 300, 412
CITYS = ("operator", "approver")
MIDDLE = {"lat": 37.8706, "lon": 112.5489}


class Unprepared(Exception):
    """The city refused to set up a story's community."""


class Cast:
    """The people and things of one run; `known` are the variables available to its steps."""

    def __init__(self, story: Story, world: World) -> None:
        self.story, self.world = story, world
        self.lot = block.draw(world.home)
        self.community = self.lot.code
        self.people = {name: self._sub(name) for name in story.people}
        self.apps: dict[str, str] = {}  # under which its token is kept, by an app's name
        self.assets = {name: self._id(name, asset) for name, asset in story.things.items()}
        self.stations = {
            name: f"{STATIONS[one.kind]}-{self._sub(name)}" for name, one in story.stations.items()
        }
        self.sensors = {
            name: f"{SENSORS[one.kind]}-{self._sub(name)}" for name, one in story.sensors.items()
        }
        self.kinds = {name: f"{name}_{self.lot.number:05}" for name in story.kinds}
        self.mounted = {
            name: f"{mounting.prefix(story, one.kind)}-{self._sub(name)}"
            for name, one in story.devices.items()
        }
        heard = {step.heard for step in story.flat if isinstance(step, Heard)}
        self.phones = [self.people[name] for name in sorted(heard)]
        self.known: dict[str, Any] = {
            "city": world.city,
            "community": self.community,
            "grid": f"{self.community}001",
            "elsewhere": self.lot.elsewhere,
            "in": clock.Ahead(world.home, world.code),
            "run": uuid.uuid4().hex[:8],
            "phone": {name: self._number(at) for at, name in enumerate(story.people, start=1)},
            **self.people,
            **{name: [self.assets[one] for one in all_] for name, all_ in story.groups.items()},
            **self.assets,
            **self.stations,
            **self.sensors,
            **self.kinds,
            **self.mounted,
        }

    def _sub(self, name: str) -> str:
        return f"{name.replace('_', '-')}-{self.lot.number:05}"

    def _id(self, name: str, asset: Asset) -> str:
        """Begins with two letters for its kind: MH is a manhole, GD a gas detector."""
        first, _, second = asset.kind.partition("_")
        letters = first[0] + second[0] if second else first[:2]
        return f"{LETTERS.get(asset.kind, letters.upper())}-{self._sub(name)}"

    def _number(self, at: int) -> str:
        """A phone number of this run: +86 170 is a block for stories, so it belongs to nobody."""
        return f"+86170{self.lot.number:05}{at:03}"

    @property
    def devices(self) -> tuple[str, ...]:
        seen = (*self.stations.values(), *self.sensors.values())
        return (*self.assets.values(), *seen, *self.mounted.values())

    def sub(self, name: str | None) -> str | None:
        """The `sub` of this name: `operator` and `approver` are the city's; None is anonymous."""
        if name in CITYS:
            return self.world.operators[CITYS.index(name)]
        return (self.people | self.apps)[name] if name else None

    def enter(self) -> None:
        title = self.story.title.model_dump()
        called = {language: words[:LONGEST] for language, words in title.items()}
        community = {"code": self.community, "name": called}
        self._put("POST", "/v1/accounts/communities", community)
        for name in self.people:
            self._introduce(name, self.story.person(name))
        self._duties()
        things = self.story.things
        for name in sorted(things, key=lambda name: bool(things[name].links)):
            self._register(name, things[name])
        for name, station in self.story.stations.items():
            self._measure(name, station)
        for name, sensor in self.story.sensors.items():
            self._watch(name, sensor)
        self._mount()
        self._connect()

    def _introduce(self, name: str, person: Person) -> None:
        sub, phone = self.people[name], self.known["phone"][name] if person.phone else None
        self.world.introduce(sub, f"{name} {self.lot.number}", phone)
        if person.role is not None:
            place = fill(person.place, self.known)
            said = self.world.grant(sub, {"role": person.role, "place": place})
            if said.status >= REFUSED:
                raise Unprepared(f"{name} becomes no {person.role}: {said.status} {said.body}")

    def _duties(self) -> None:
        story, known = self.story, self.known
        if story.grid is not None:
            self._put("PUT", f"/v1/incidents/grids/{known['grid']}", fill(story.grid, known))
        for place, posts in story.rosters.items():
            for post, on_duty in posts.items():
                roster = {"shifts": [self._shift(person) for person in on_duty]}
                self._put("PUT", f"/v1/incidents/rosters/{known[place]}/{post}", roster)
        if story.chain is not None:
            self._put("PUT", f"/v1/incidents/chains/{self.community}", fill(story.chain, known))

    def _shift(self, person: str | dict[str, Any]) -> dict[str, Any]:
        shift = ALWAYS | (person if isinstance(person, dict) else {"person": person})
        return shift | {"person": self.people[str(shift["person"])]}

    def _register(self, name: str, asset: Asset) -> None:
        if not asset.registered:
            return
        card: dict[str, Any] = {
            "id": self.assets[name],
            "community": self.community,
            "kind": asset.kind,
            "name": name,
            "point": MIDDLE,
            "address": f"{self.story.title.zh} {name}",
            "grid": fill(asset.grid, self.known),
            "building": asset.building,
            "zone": asset.zone,
            "parent": self.assets[asset.parent] if asset.parent else None,
            "part": asset.part,
            "links": [self.assets[link] for link in asset.links],
            "certified": asset.certified,
        }
        self._put("POST", "/v1/facilities/assets", {k: v for k, v in card.items() if v is not None})

    def _measure(self, name: str, station: Station) -> None:
        card: dict[str, Any] = {
            "id": self.stations[name],
            "community": self.community,
            "name": name,
            "point": MIDDLE,
            "address": f"{self.story.title.zh} {name}",
            **station.model_dump(mode="json"),
        }
        self._put("POST", "/v1/environment/stations", card)

    def _watch(self, name: str, sensor: Sensor) -> None:
        if not sensor.registered:
            return
        card: dict[str, Any] = {
            "id": self.sensors[name],
            "community": self.community,
            "name": name,
            "point": MIDDLE | {"lat": MIDDLE["lat"] + sensor.north * METRE},
            **sensor.model_dump(mode="json", exclude={"north", "registered"}),
        }
        self._put("POST", "/v1/environment/sensors", card)

    def _mount(self) -> None:
        for name, kind_id in self.kinds.items():
            card = mounting.card(self.story, name, kind_id)
            self.known[f"{name}_card"] = card
            self._put("POST", "/v1/devices/kinds", {"id": kind_id, **card})
            path = f"/v1/devices/kinds/{kind_id}"
            known = self.world.ask("GET", f"{path}?community={self.community}", self.world.operator)
            if known.body["version"] > 1:  # revised in an earlier run
                self._put("PUT", path, card)
        for card in mounting.devices(self.story, self.kinds, self.mounted, self.known):
            place = {"community": self.community, "point": MIDDLE}
            self._put("POST", "/v1/devices", card | place)

    def connect(self, name: str) -> None:
        """The device of an asset."""
        sub = self.assets[name]
        devices.provision(self.world.home, self.world.city, "facilities", self.community, sub)

    def _connect(self) -> None:
        home, city = self.world.home, self.world.city
        for name in self.assets:
            self.connect(name)
        for sub in (*self.stations.values(), *self.sensors.values()):
            devices.provision(home, city, "environment", self.community, sub)
        for name, sub in self.mounted.items():
            if self.story.devices[name].serial:
                continue  # a unit of that serial claims its certificate
            owner = mounting.owner(self.story, self.story.devices[name].kind)
            devices.provision(home, city, owner, self.community, sub, accounts=True)
        for sub in self.phones:
            devices.provision_phone(home, city, self.community, sub)

    def _put(self, method: str, path: str, body: Any) -> None:
        """Overwrites what an earlier run with the same code has left."""
        new = {"Idempotency-Key": uuid.uuid4().hex} if method == "POST" else {"If-Match": "0"}
        answer = self.world.ask(method, path, self.world.operator, body, new)
        if answer.status == STALE:
            current = {"If-Match": str(answer.body["current"]["version"])}
            answer = self.world.ask(method, path, self.world.operator, body, current)
        if answer.status >= REFUSED:
            raise Unprepared(f"{method} {path}: {answer.status} {answer.body}")

    def leave(self) -> None:
        """Closes the community, invalidates its devices' certificates and resets the gateways'
        behaviour.
        """
        clock.forget(self.world.home, self.community)
        self._put("POST", f"/v1/accounts/communities/{self.community}/closures", {})
        for sub in (*self.devices, *self.phones):
            devices.retire(self.world.home, sub)
        for gateway in {step.gateway for step in self.story.flat if isinstance(step, Gateway)}:
            self.world.behave(gateway, {})
