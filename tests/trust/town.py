"""All features in one process, as the gateway calls them, in a town of which seeds.py tells."""

import copy
import io
import json
import os
from datetime import UTC, datetime
from typing import Any, NamedTuple

from operate.reference import features
from operate.scenario.match import fill
from tests.gateway import CONTEXT, event, sent
from tests.memory import rows
from tests.routes import BENCH, PURPOSE, PURPOSES, Route

HERE, THERE, NOWHERE, CITY = "140105001001", "140105001002", "140105598001", "140100000000"
PHONE = "+8617000000001"
SECRET = "what the gateway and the city sign by"
DISPATCHED, HANDLED, VERIFIED, SENDING, CONFIRMED = (digit * 26 for digit in "23459")
CLOSED = "0e" * 13
OTHER, JOINED = "6" * 26, "h2"  # an incident, and a hazard that joined the dispatched one
PANEL = "FP-00001-here"
LIFT = "EL-00001-here"
KIOSK = "KI-00001-here"  # takes commands, and has a certificate
ASSIGNED, REPAIRED, SEEN, LED, HOST, PICTURE = (f"6{letter}" * 13 for letter in "abcdef")
PROPOSED, SOUNDED = "68" * 13, "69" * 13
SUSPECTED, DISSUADED = "6c0d" * 6 + "6c", "6d0c" * 6 + "6d"  # cases of water and of noise
IDS = ("mandate", "proposal", "action", "incident", "evidence", "bulk", "notice")
KNOWN = {f"{noun}_id": letter * 26 for noun, letter in zip(IDS, "abcdef1", strict=True)} | {
    "community": HERE,
    "place": HERE,
    "code": HERE,
    "grid": HERE + "001",
    "post": "duty",
    "sub": "anna",
    "guardian": "berta",
    "client": "care",
    "new_client": "newer",
    "challenge": "challenge-of-anna",
    "credential": "passkey-of-anna",
    "sid": "session-of-anna",
    "asset_id": "MH-00001-here",
    "siren_id": "SR-00001-here",
    "other_incident": OTHER,
    "joined_hazard": JOINED,
    "hazard_id": "60" * 13,
    "other_hazard": "61" * 13,
    "report_id": "62" * 13,
    "photo_id": "63" * 13,
    "plan_id": "64" * 13,
    "patrol_id": "65" * 13,
    "import_id": "7" * 26,
    "upload_id": "8" * 26,
    "window_id": "6" * 26,
    "relief_id": "67" * 13,
    "figure_id": "68" * 13,
    "record_id": "69" * 13,
    "device_id": "WM-00001-here",
    "home_device_id": "HS-00001-here",
    "device_window_id": "a6" * 13,
    "command_id": "a7" * 13,
    "kind_id": "seat",
    "asset_kind": "hydrant",
    "maker_id": "acme",
    "table_id": "6a0c" * 6 + "6a",
    "batch_id": "acme.2026-06",
    "certificate": "ab" * 32,
    "station_id": "AQ-00001-here",
    "case_id": "6e0f" * 6 + "6e",
    "sensor_id": "CM-00001-here",
    "sighting_id": "6f0e" * 6 + "6f",
    "person": "anna",
    "message_id": "00000000-0000-4000-8000-000000000001",
    "gateway": "sms-a",
}
ABSENT = {f"{noun}_id": "0" * 26 for noun in IDS} | {  # of the same form, and of nothing
    "community": NOWHERE,
    "place": NOWHERE,
    "code": NOWHERE,
    "grid": NOWHERE + "001",
    "post": "duty",
    "sub": "nobody",
    "guardian": "berta",
    "client": "nothing",
    "new_client": "newer",
    "challenge": "challenge-of-nobody",
    "credential": "passkey-of-nobody",
    "sid": "session-of-nobody",
    "asset_id": "MH-00000-none",
    "siren_id": "SR-00000-none",
    "other_incident": "0" * 26,
    "joined_hazard": "none",
    "hazard_id": "0" * 26,
    "other_hazard": "0" * 26,
    "report_id": "0" * 26,
    "photo_id": "0" * 26,
    "plan_id": "0" * 26,
    "patrol_id": "0" * 26,
    "import_id": "0" * 26,
    "upload_id": "0" * 26,
    "window_id": "0" * 26,
    "relief_id": "0" * 26,
    "figure_id": "0" * 26,
    "record_id": "0" * 26,
    "device_id": "WM-00000-none",
    "home_device_id": "HS-00000-none",
    "device_window_id": "0" * 26,
    "command_id": "0" * 26,
    "kind_id": "nothing",
    "asset_kind": "nothing",
    "maker_id": "nobody",
    "batch_id": "nobody.none",
    "certificate": "0" * 64,
    "table_id": "0" * 26,
    "station_id": "AQ-00000-none",
    "case_id": "0" * 26,
    "sensor_id": "CM-00000-none",
    "sighting_id": "0" * 26,
    "person": "nobody",
    "message_id": "00000000-0000-4000-8000-000000000000",
    "gateway": "nobody",
}
MIGHTY = "mighty"  # holds every office of the city
HIS_OWN = ("mandate_id", "challenge", "credential", "sid", "notice_id", "/consents", "accounts/me")
HIS_OWN += ("photo_id", "report_id", "environment/me", "{sighting_id}/answers")
HIS_OWN += ("devices/me",)
ASSIGNEES = ("/evidence", "/arrivals", "/handlings")
READY = {  # of what a route needs in order to succeed
    "POST /v1/accounts/communities": {"code": NOWHERE},
    "POST /v1/accounts/mandates": {"sub": "resident"},
    "POST /v1/incidents/{incident_id}/acknowledgements": {"incident_id": DISPATCHED},
    "POST /v1/incidents/acknowledgements": {"incident_id": DISPATCHED},
    "POST /v1/incidents/{incident_id}/partings": {"incident_id": DISPATCHED},
    "POST /v1/incidents/{incident_id}/verifications": {"incident_id": HANDLED},
    "POST /v1/incidents/{incident_id}/closures": {"incident_id": VERIFIED},
    "POST /v1/incidents/{incident_id}/records/reviews": {"incident_id": CLOSED},
    "POST /v1/devices/{device_id}/commands": {"device_id": KIOSK},
    "POST /v1/devices/{device_id}/rotations": {"device_id": KIOSK},
    "POST /v1/environment/cases/{case_id}/reports": {"case_id": DISSUADED},
    "POST /v1/environment/wards": {"sub": "resident"},
    "POST /v1/environment/cases/{case_id}/results": {"case_id": SUSPECTED},
    "POST /v1/facilities/actions/{action_id}/confirmations": {"action_id": PROPOSED},
    "POST /v1/facilities/actions/{action_id}/refusals": {"action_id": PROPOSED},
    "POST /v1/facilities/actions/{action_id}/reversals": {"action_id": SOUNDED},
    "POST /v1/facilities/hazards/{hazard_id}/repairs": {"hazard_id": ASSIGNED},
    "POST /v1/facilities/hazards/{hazard_id}/verifications": {"hazard_id": REPAIRED},
    "POST /v1/facilities/hazards/{hazard_id}/closures": {"hazard_id": SEEN},
    "POST /v1/facilities/hazards/{hazard_id}/inspections": {"hazard_id": LED},
    "POST /v1/facilities/hazards/{hazard_id}/partings": {
        "hazard_id": HOST,
        "other_hazard": KNOWN["report_id"],
    },
    "POST /v1/facilities/assets/{asset_id}/leases": {"asset_id": LIFT},
    "POST /v1/facilities/assets/{asset_id}/maintenances": {"asset_id": PANEL},
    "POST /v1/facilities/assets/{asset_id}/maintenances/{record_id}/confirmations": {
        "asset_id": PANEL
    },
    "POST /v1/notify/bulks/{bulk_id}/pauses": {"bulk_id": SENDING},
}
BODY = {
    "PUT /v1/devices/kinds/{kind_id}": {**BENCH, "prefix": "YY"},
    "POST /v1/facilities/hazards/{hazard_id}/repairs": {"note": "xx", "photos": [PICTURE]},
    "POST /v1/incidents/{incident_id}/acknowledgements": {"level": 1},
    "POST /v1/incidents/{incident_id}/handlings": {"note": "xx", "evidence": [CONFIRMED]},
}


class Answer(NamedTuple):
    status: int
    text: str
    headers: dict[str, str]

    @property
    def body(self) -> Any:
        """A picture or a table is its text."""
        kind = {name.lower(): said for name, said in self.headers.items()}.get("content-type", "")
        return json.loads(self.text or "null") if "json" in kind else self.text


class Town:
    def __init__(self) -> None:
        modules = {name: features.entry(name, "api") for name in features.apis()}
        self.handlers = {name: module.handler for name, module in modules.items()}
        self.keys = 0
        self.kept = copy.deepcopy(rows.tables())

    def reset(self) -> None:
        """All is as it was made."""
        from linli import members

        tables = rows.tables()
        tables.clear()
        tables.update(copy.deepcopy(self.kept))
        members.forget()
        _bury()

    def good(self, route: Route, **more: Any) -> Answer:
        """What is carried out."""
        ids = KNOWN | READY.get(str(route), {})
        return self.ask(route, able(route), ids, **more)

    def ask(
        self, route: Route, sub: str | None, ids: dict[str, str] = KNOWN, **more: Any
    ) -> Answer:
        """A request of that route that fits, but for what is said otherwise; see `send`."""
        path = route.path.format_map(ids)
        more.setdefault("body", body(route, ids))
        places = {name: ids[name] for name in ("community", "place")}
        more.setdefault("query", places | route.query)
        if route.way.kind == "public" and route.method != "GET":
            more = signed(more.get("raw", sent(more["body"]))) | more
        return self.send(route.feature, route.method, path, sub, **more)

    def send(
        self,
        feature: str,
        method: str,
        path: str,
        sub: str | None,
        *,
        body: Any = None,
        raw: str | None = None,
        query: dict[str, str] | None = None,
        claims: dict[str, Any] | None = None,
        **named: str,
    ) -> Answer:
        """`raw` is sent in place of the body, `claims` stand in the token, the rest are headers."""
        self.keys += 1
        headers = {"idempotency-key": f"key-{self.keys:08}", "if-match": "1"}
        headers |= {"linli-purpose": PURPOSES.get(feature, PURPOSE)}
        headers |= {name.replace("_", "-"): value for name, value in named.items()}
        token = None if sub is None else {"sub": sub, **(claims or {})}
        text = sent(body) if raw is None else raw
        asked = event(method, path, text, headers=headers, query=query, claims=token)
        return self.handle(feature, asked)

    def handle(self, feature: str, asked: dict[str, Any]) -> Answer:
        os.environ["POWERTOOLS_SERVICE_NAME"] = feature
        said = self.handlers[feature](asked, CONTEXT)
        return Answer(said["statusCode"], said["body"] or "", said.get("headers", {}))

    def rows(self) -> dict[tuple[str, str], Any]:
        """All that is kept, but for how often somebody did something."""
        from linli.table import Row

        kept = {(row.pk, row.sk): (row.version, row.body) for row in Row.scan()}
        return {key: row for key, row in kept.items() if not key[0].startswith("rate#")}


def _bury() -> None:
    """What was sent again lies dead once more."""
    from moto.core import DEFAULT_ACCOUNT_ID
    from moto.sqs import sqs_backends

    from tests.trust import seeds

    queues = sqs_backends[DEFAULT_ACCOUNT_ID]["cn-north-1"].queues
    if any(queue._messages for name, queue in queues.items() if name.endswith("-reactions")):
        for queue in queues.values():
            queue._messages.clear()
            queue._pending_messages.clear()
        seeds.dead_letters()


def able(route: Route) -> str | None:
    """Who can do that with what is known."""
    if route.way.kind == "public":
        return None
    if any(name in route.path for name in HIS_OWN):
        return "anna"
    return "grid_worker" if any(act in route.path for act in ASSIGNEES) else MIGHTY


def body(route: Route, ids: dict[str, str]) -> Any:
    return fill(BODY.get(str(route), route.body), KNOWN | ids)


def signed(raw: str, gateway: str = "sms-a", at: datetime | None = None) -> dict[str, str]:
    """The headers of a gateway."""
    from functions.notify.gateways.protocol import Signature

    headers = Signature.of(
        gateway, SECRET.encode(), raw.encode(), at or datetime.now(UTC)
    ).headers()
    return {name.lower().replace("-", "_"): value for name, value in headers.items()}


class Answering:
    """In place of linli.aws for who asks another feature: its function answers in this process, but
    for codes to telephones, which nobody here would carry.
    """

    def client(self, service: str, **_: Any) -> "Answering":
        assert service == "lambda"
        return self

    def invoke(self, FunctionName: str, Payload: str) -> dict[str, Any]:  # noqa: N803 - theirs
        asked = json.loads(Payload)
        answers = features.entry(FunctionName.split("-")[2], "answers").answers
        sends = asked["question"] in ("send_code", "warn")
        said = {"answer": None} if sends else answers.handler(asked, CONTEXT)
        return {"Payload": io.BytesIO(json.dumps(said).encode())}
