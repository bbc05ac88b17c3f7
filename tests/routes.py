"""Every route of every feature, as its api says; and for each of them a request that fits.

Routes are generated. What to send is written here, and a test sees where something is missing.
"""

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, NamedTuple, get_args

from linli.roles import Role
from operate.reference import decided, features
from tests import makers

ALL_ROLES: tuple[str, ...] = get_args(Role)
SOON = (datetime.now(UTC) + timedelta(days=9)).replace(microsecond=0).isoformat()
TODAY = datetime.now(UTC).replace(microsecond=0)
NAME = {"zh": "备用", "en": "Spare"}
TERMS = {
    "name": NAME,
    "owner": "owner",
    "redirects": ["https://app.example/back"],
    "scopes": ["notices", "preferences", "profile"],
    "per_minute": 60,
}
HELPING = {"scopes": ["notices"], "until": SOON}
SHIFT = {"person": "x", "weekdays": [1], "from": "08:00", "until": "20:00"}
SPOT = {"lat": 37.8, "lon": 112.5}
WALK = {"title": "x", "row": "PA1-covers", "route": ["${asset_id}"]}
NOW = datetime.now(UTC).isoformat()
YESTERDAY = (datetime.now(UTC) - timedelta(days=1)).isoformat()
MAKER = makers.Maker()
TABLE = "id,kind,name,lat,lon,address\nWM-00000-many,water_meter,x,37.8,112.5,x\n"
BENCH = {  # a kind of device
    "name": {"zh": "智能座椅", "en": "Bench"},
    "prefix": "ZZ",
    "every_seconds": 3600,
    "bearers": ["lora"],
    "article": "local",
    "mark": "U",
}
LOW = {  # a rule of hydrants
    "id": "HY-low",
    "kind": "hydrant",
    "steps": [
        {
            "level": 1,
            "when": {
                "by": "threshold",
                "measure": "pressure_mpa",
                "compare": "lt",
                "value": 0.1,
                "unit": "MPa",
            },
            "raises": "hazard",
            "priority": "P4",
            "category": "A6",
        }
    ],
    "article": "local",
    "mark": "U",
    "effective_from": "2026-01-01",
}
LEAK = {  # a rule of water meters
    "id": "x",
    "kind": "water_meter",
    "steps": [
        {
            "level": 1,
            "when": {
                "by": "threshold",
                "measure": "flow_m3_h",
                "compare": "ge",
                "value": 1,
                "unit": "m³/h",
            },
            "raises": "hazard",
            "priority": "P4",
            "category": "A4.5",
        }
    ],
    "article": "local",
    "mark": "U",
    "effective_from": "2026-01-01",
}
IN_A_MONTH = (datetime.now(UTC) + timedelta(days=30)).isoformat()
QUERIES = {  # beside its place
    "GET /v1/devices/balances": {"hour": NOW},
    "GET /v1/devices/{device_id}/readings": {"measure": "flow_m3_h", "from": NOW},
    "GET /v1/devices/{home_device_id}/personal-readings": {"measure": "moves", "from": NOW},
    "GET /v1/devices/me/{home_device_id}/readings": {"measure": "moves", "from": NOW},
    "GET /v1/environment/stations/{station_id}/history": {
        "from": (TODAY - timedelta(days=1)).isoformat()
    },
    "GET /v1/environment/sightings": {"kind": "fall"},
    "GET /v1/facilities/assets/{asset_id}/readings": {"measure": "tilt_degrees", "from": NOW},
    "GET /v1/facilities/hazards/similar": {"category": "hydrant", "lat": "37.8", "lon": "112.5"},
}
QUEUED = ("devices", "environment", "facilities", "incidents", "notify", "web")
DROPS = "POST /v1/{}/quarantine/{{message_id}}/drops"
BODIES = {
    **{DROPS.format(feature): {"reason": "xx"} for feature in QUEUED},
    "POST /v1/accounts/actors/{sub}/endings": {"role": "resident", "place": "${community}"},
    "POST /v1/accounts/actors/{sub}/memberships": {"role": "resident", "place": "${community}"},
    "POST /v1/accounts/apps": {"id": "${new_client}", **TERMS},
    "PUT /v1/accounts/apps/{client}": TERMS,
    "POST /v1/accounts/communities": {"code": "${code}", "name": NAME},
    "POST /v1/accounts/consents": {"client": "${client}", "scopes": ["notices"]},
    "POST /v1/accounts/mandates": {"person": "${sub}", **HELPING},
    "POST /v1/accounts/people": {"name": "张三", "place": "${community}", "language": "zh"},
    "POST /v1/accounts/people/{sub}/cards": {"place": "${community}"},
    "POST /v1/accounts/people/{sub}/guardianships": {
        "guardian": "${guardian}",
        "basis": "户口簿",
        "place": "${community}",
        **HELPING,
    },
    "POST /v1/accounts/people/{sub}/recoveries": {"place": "${community}"},
    "POST /v1/accounts/telephones": {"phone": "+8617000000009"},
    "POST /v1/accounts/telephones/{challenge}/confirmations": {"code": "123456"},
    "PUT /v1/accounts/me": {"language": "en", "email": "anna@example.org"},
    "POST /v1/devices": {
        "id": "WM-00000-new",
        "community": "${community}",
        "kind": "water_meter",
        "name": "x",
        "point": SPOT,
        "address": "x",
    },
    "POST /v1/devices/{device_id}/commands": {"command": "restart"},
    "POST /v1/devices/{device_id}/leases": {"minutes": 5},
    "POST /v1/devices/{device_id}/breaks": {"reason": "xx"},
    "PUT /v1/devices/{device_id}/twin": {"settings": {"brightness": 5}},
    "PUT /v1/devices/{device_id}": {"name": "x", "point": SPOT, "address": "x"},
    "POST /v1/devices/{device_id}/retirements": {"reason": "xx"},
    "POST /v1/devices/{device_id}/rotations": {},
    "POST /v1/devices/imports": {"community": "${community}", "csv": TABLE},
    "POST /v1/devices/{device_id}/revocations": {"reason": "xx"},
    "POST /v1/devices/{device_id}/replacements": {"serial": "AC-000009", "reason": "xx"},
    "POST /v1/devices/makers": MAKER.card("other"),
    "PUT /v1/devices/makers/{maker_id}": {"name": "x", "public_keys": MAKER.public_keys},
    "POST /v1/devices/batches": MAKER.upload(MAKER.text("AC-100001,water_meter"), "${community}"),
    "POST /v1/devices/batches/{batch_id}/claims": {"csr": makers.csr()},
    "POST /v1/devices/claims/{certificate}/revocations": {},
    "POST /v1/devices/{device_id}/trials": {"rule": LEAK, "from": YESTERDAY, "until": NOW},
    "POST /v1/devices/{device_id}/windows": {
        "why": "maintenance",
        "from": (datetime.now(UTC) + timedelta(hours=6)).isoformat(),
        "until": (datetime.now(UTC) + timedelta(hours=8)).isoformat(),
        "reason": "xx",
    },
    "POST /v1/devices/{device_id}/windows/{device_window_id}/endings": {},
    "POST /v1/devices/kinds/{kind_id}/reversals": {"to": 1},
    "POST /v1/devices/kinds": {"id": "bench", **BENCH},
    "PUT /v1/devices/kinds/{kind_id}": BENCH,
    "POST /v1/environment/stations": {
        "id": "AQ-00000-new",
        "community": "${community}",
        "kind": "air",
        "name": "x",
        "point": SPOT,
        "address": "x",
    },
    "PUT /v1/environment/stations/{station_id}": {"name": "x", "point": SPOT, "address": "x"},
    "POST /v1/environment/sensors": {
        "id": "CM-00000-new",
        "community": "${community}",
        "kind": "camera",
        "name": "x",
        "point": SPOT,
    },
    "PUT /v1/environment/sensors/{sensor_id}": {"name": "x", "point": SPOT},
    "POST /v1/environment/sightings/{sighting_id}/answers": {"said": "well"},
    "POST /v1/environment/sightings/{sighting_id}/findings": {"outcome": "false", "note": "xx"},
    "POST /v1/environment/wards": {
        "person": "${sub}",
        "community": "${community}",
        "where": "3-2-402",
        "basis": "CONSENT",
        "document": "x",
        "until": IN_A_MONTH,
    },
    "POST /v1/environment/wards/{person}/endings": {"reason": "xx"},
    "POST /v1/environment/cases/{case_id}/dissuasions": {
        "party": "property_manager",
        "at": NOW,
        "note": "xx",
    },
    "POST /v1/environment/cases/{case_id}/reports": {"department": "x", "note": "xx"},
    "POST /v1/environment/cases/{case_id}/results": {
        "outcome": "safe",
        "laboratory": "x",
        "sample": "x",
        "sampled_at": NOW,
    },
    "POST /v1/facilities/actions": {
        "asset": "${siren_id}",
        "command": "silence",
        "reason": "xx",
    },
    "POST /v1/facilities/actions/{action_id}/confirmations": {"reason": "xx"},
    "POST /v1/facilities/actions/{action_id}/refusals": {"reason": "xx"},
    "POST /v1/facilities/assets/{asset_id}/leases": {"minutes": 5},
    "POST /v1/facilities/assets/{asset_id}/breaks": {"reason": "xx"},
    "PUT /v1/facilities/rulings/{asset_kind}": {"rules": [LOW]},
    "POST /v1/facilities/rulings/{asset_kind}/reversals": {"to": 1},
    "POST /v1/facilities/actions/{action_id}/reversals": {"reason": "xx"},
    "POST /v1/facilities/assets": {
        "id": "MH-00000-access",
        "community": "${community}",
        "kind": "manhole",
        "name": "x",
        "point": SPOT,
        "address": "x",
    },
    "PUT /v1/facilities/assets/{asset_id}": {"name": "x", "point": SPOT, "address": "x"},
    "POST /v1/facilities/assets/{asset_id}/states": {"state": "out_of_service", "reason": "x"},
    "POST /v1/facilities/assets/{asset_id}/maintenances": {
        "row": "FI1",
        "done_at": NOW,
        "by": "x",
    },
    "POST /v1/facilities/assets/{asset_id}/maintenances/{record_id}/confirmations": {"note": "x"},
    "POST /v1/facilities/upkeep/reckonings": {"community": "${community}"},
    "POST /v1/facilities/assets/{asset_id}/readings": {
        "at": "2026-11-25T00:00:00Z",
        "measures": {"tilt_degrees": 1},
    },
    "POST /v1/facilities/assets/{asset_id}/trials": {
        "from": YESTERDAY,
        "until": NOW,
        "steps": [
            {
                "level": 1,
                "when": {
                    "by": "threshold",
                    "measure": "tilt_degrees",
                    "compare": "ge",
                    "value": 10,
                    "unit": "°",
                },
                "raises": "hazard",
                "priority": "P3",
                "category": "A4.3",
            }
        ],
    },
    "POST /v1/facilities/uploads": {"community": "${community}"},
    "POST /v1/facilities/windows": {
        "community": "${community}",
        "building": "1号楼",
        "from": TODAY.isoformat(),
        "until": (TODAY + timedelta(hours=8)).isoformat(),
        "reason": "季度检测",
    },
    "POST /v1/facilities/imports": {"community": "${community}", "upload": "${upload_id}"},
    "POST /v1/facilities/imports/{import_id}/applications": {"skip_errors": True},
    "POST /v1/facilities/photos": {"community": "${community}", "content_type": "image/png"},
    "POST /v1/facilities/reports": {
        "community": "${community}",
        "category": "hydrant",
        "where": {"point": SPOT},
        "words": "xx",
    },
    "POST /v1/facilities/hazards/{hazard_id}/assignments": {"assignee": "grid_worker"},
    "POST /v1/facilities/hazards/{hazard_id}/repairs": {"note": "xx", "photos": []},
    "POST /v1/facilities/hazards/{hazard_id}/verifications": {"note": "xx"},
    "POST /v1/facilities/hazards/{hazard_id}/closures": {"note": "xx"},
    "POST /v1/facilities/hazards/{hazard_id}/rejections": {"reason": "xx"},
    "POST /v1/facilities/hazards/{hazard_id}/inspections": {"note": "xx", "gone": True},
    "POST /v1/facilities/hazards/{hazard_id}/joins": {"hazard_id": "${other_hazard}"},
    "POST /v1/facilities/hazards/{hazard_id}/partings": {"hazard_id": "${other_hazard}"},
    "POST /v1/facilities/plans": {"community": "${community}", **WALK},
    "PUT /v1/facilities/plans/{plan_id}": WALK,
    "POST /v1/facilities/patrols": {"plan_id": "${plan_id}"},
    "POST /v1/facilities/patrols/{patrol_id}/checks": {
        "asset_id": "${asset_id}",
        "captured_at": NOW,
        "answers": {"cover-in-place": "ok", "cover-sound": "ok", "well-drains": "na"},
    },
    "POST /v1/facilities/patrols/{patrol_id}/endings": {"captured_at": NOW},
    "POST /v1/facilities/patrols/{patrol_id}/positions": {"points": [{"at": NOW, **SPOT}]},
    "PUT /v1/incidents/chains/{community}": {
        "operator": "x",
        "levels": [{"post": "duty", "place": "grid"}],
    },
    "PUT /v1/incidents/grids/{grid}": {"name": "x"},
    "PUT /v1/incidents/rosters/{place}/{post}": {"shifts": [SHIFT]},
    "POST /v1/incidents": {
        "community": "${community}",
        "category": "S2",
        "priority": "P3",
        "what": "xx",
        "address": "x",
    },
    "POST /v1/incidents/{incident_id}/facts": {"deaths": 0, "reason": "xx"},
    "POST /v1/incidents/{incident_id}/grades": {"grade": "IV", "reason": "xx"},
    "POST /v1/incidents/{incident_id}/handover-sheet": {
        "to": "119",
        "channel": "phone",
        "note": "xx",
    },
    "POST /v1/incidents/{incident_id}/records": {"name": "张三", "need": "xx", "why": "xx"},
    "POST /v1/incidents/{incident_id}/records/reviews": {"reason": "xx", "days": 1},
    "POST /v1/incidents/{incident_id}/reports": {
        "duty": "D6-phone",
        "kind": "first",
        "channel": "phone",
        "text": "xx",
    },
    "POST /v1/incidents/{incident_id}/acknowledgements": {"level": 99},
    "POST /v1/incidents/acknowledgements": {
        "items": [{"incident": "${incident_id}", "level": 99}],
        "reason": "xx",
    },
    "POST /v1/incidents/{incident_id}/joins": {"incident": "${other_incident}", "reason": "xx"},
    "POST /v1/incidents/{incident_id}/partings": {"hazard_id": "${joined_hazard}", "reason": "xx"},
    "POST /v1/incidents/{incident_id}/arrivals": {"at": NOW},
    "POST /v1/incidents/{incident_id}/evidence": {"content_type": "image/jpeg"},
    "POST /v1/incidents/{incident_id}/handlings": {"note": "xx", "evidence": []},
    "POST /v1/incidents/{incident_id}/verifications": {"note": "xx"},
    "POST /v1/incidents/{incident_id}/reassignments": {
        "to": "community_worker",
        "reason": "xx",
    },
    "POST /v1/incidents/{incident_id}/helps": {"reason": "xx"},
    "POST /v1/incidents/{incident_id}/comments": {"text": "xx"},
    "POST /v1/incidents/reliefs": {"community": "${community}", "to": "community_worker"},
    "POST /v1/incidents/{incident_id}/closures": {"lesson": "xx"},
    "POST /v1/incidents/{incident_id}/reopenings": {"reason": "xx"},
    "POST /v1/notify/bulks": {
        "place": "${community}",
        "texts": {"zh": "今晚停水", "en": "No water tonight"},
        "channel": "sms",
        "urgency": "P3",
        "expires_in": 60,
    },
    "POST /v1/web/tickets": {"community": "${community}"},
    "POST /v1/notify/callbacks/{gateway}": {"reports": []},
    "POST /v1/notify/notices/{notice_id}/answers": {"answer": "received"},
    "POST /v1/notify/notices/{notice_id}/receipts": {"kind": "read"},
    "PUT /v1/notify/preferences": {"language": "zh", "quiet": None, "channels": ["sms"]},
}
OF_THE_CITY = {  # asked of the city's own code, whatever the request names
    "GET /v1/accounts/apps",
    "POST /v1/accounts/apps",
    "GET /v1/accounts/apps/{client}",
    "PUT /v1/accounts/apps/{client}",
    "POST /v1/accounts/apps/{client}/revocations",
    "GET /v1/accounts/communities",
    "GET /v1/devices/losses",
    "GET /v1/devices/batches",
    "POST /v1/devices/batches",
    "GET /v1/devices/batches/{batch_id}",
    "GET /v1/devices/batches/{batch_id}/claims",
    "POST /v1/devices/batches/{batch_id}/claims",
    "POST /v1/devices/claims/{certificate}/revocations",
    "GET /v1/devices/makers",
    "POST /v1/devices/makers",
    "PUT /v1/devices/makers/{maker_id}",
    "GET /v1/devices/refusals",
    "POST /v1/devices/kinds",
    "PUT /v1/devices/kinds/{kind_id}",
    "POST /v1/devices/kinds/{kind_id}/reversals",
    "PUT /v1/facilities/rulings/{asset_kind}",
    "POST /v1/facilities/rulings/{asset_kind}/reversals",
    *(
        f"{method} /v1/{feature}/{path}"
        for feature in QUEUED
        for method, path in (
            ("GET", "quarantine"),
            ("POST", "quarantine/{message_id}/replays"),
            ("POST", "quarantine/{message_id}/drops"),
            ("GET", "redrives"),
            ("POST", "redrives"),
        )
    ),
    "GET /v1/notify/suppliers",
}
PURPOSE = "recovery"  # sent where one is asked for
PURPOSES = {
    "devices": "incident",
    "incidents": "incident",
    "environment": "incident",
}  # of a feature whose routes want another
GIVEN = {  # the role that a request gives, ends or is about, where policies tell roles apart
    "approve_proposal": "official",
    "refuse_proposal": "official",
}
ALLOWED = frozenset({200, 201, 202, 409, 412, 422})  # the rules may still say no


class Route(NamedTuple):
    feature: str
    method: str
    path: str
    way: Any

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def body(self) -> Any:
        return BODIES.get(str(self))

    @property
    def purpose(self) -> str:
        return PURPOSES.get(self.feature, PURPOSE)

    @property
    def query(self) -> dict[str, str]:
        return QUERIES.get(str(self), {})

    @property
    def of_the_city(self) -> bool:
        return str(self) in OF_THE_CITY


@cache
def routes() -> tuple[Route, ...]:
    return tuple(
        Route(feature, *at, api.ways[at])
        for feature, api in features.apis().items()
        for at in sorted(api.ways)
    )


@cache
def may(route: Route, role: str) -> frozenset[bool]:
    """Whether the policies let a role do it: both, where it depends on whose it is."""
    why = route.purpose if route.way.purpose else ""
    given = GIVEN.get(route.way.action, "resident")
    found = decided.answers(features.apis()[route.feature], route.way.action)
    return frozenset(
        why in answer.get(role, ())
        for case, answer in found.items()
        if case.given in ("", given) and case.relation in ("", "assignee")
    )
