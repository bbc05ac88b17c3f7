"""What each route is sent when it is tried: a body that fits, a query, a purpose.

`${community}`, `${person}` (who lives there), `${guardian}`: of the tests' own community.
"""

POINT = {"lat": 37.8, "lon": 112.5}
TERMS = {
    "name": {"zh": "应用", "en": "App"},
    "owner": "somebody",
    "redirects": ["https://app.example/back"],
    "scopes": ["notices"],
}
BODIES = {
    "POST /v1/accounts/actors/{sub}/memberships": {"role": "resident", "place": "${community}"},
    "POST /v1/accounts/actors/{sub}/endings": {"role": "merchant", "place": "${community}"},
    "POST /v1/accounts/apps": {"id": "app-of-the-tests", **TERMS},
    "PUT /v1/accounts/apps/{client}": TERMS,
    "POST /v1/accounts/apps/{client}/revocations": {},
    "POST /v1/accounts/people": {"name": "王秀英", "place": "${community}"},
    "POST /v1/accounts/people/{sub}/cards": {"place": "${community}"},
    "POST /v1/accounts/people/{sub}/recoveries": {"place": "${community}"},
    "POST /v1/accounts/people/{sub}/guardianships": {
        "guardian": "${guardian}",
        "scopes": ["notices"],
        "until": "2030-01-01T00:00:00Z",
        "basis": "户口簿",
        "place": "${community}",
    },
    "POST /v1/accounts/proposals/{proposal_id}/approvals": {},
    "POST /v1/accounts/proposals/{proposal_id}/refusals": {},
    "POST /v1/facilities/assets": {
        "id": "MH-00000-access",
        "community": "${community}",
        "kind": "manhole",
        "name": "x",
        "point": POINT,
        "address": "x",
    },
    "PUT /v1/facilities/assets/{asset_id}": {"name": "x", "point": POINT, "address": "x"},
    "POST /v1/facilities/assets/{asset_id}/readings": {
        "at": "2026-11-25T00:00:00Z",
        "measures": {"tilt_degrees": 1},
    },
    "PUT /v1/incidents/chains/{community}": {"operator": "x", "levels": []},
    "PUT /v1/incidents/grids/{grid}": {"name": "x"},
    "PUT /v1/incidents/rosters/{place}/{post}": {"shifts": []},
    "POST /v1/incidents/{incident_id}/acknowledgements": {"level": 99},
    "POST /v1/incidents/{incident_id}/evidence": {"content_type": "image/jpeg"},
    "POST /v1/incidents/{incident_id}/evidence/{evidence_id}/confirmations": None,
    "POST /v1/incidents/{incident_id}/handlings": {"note": "xx", "evidence": []},
    "POST /v1/incidents/{incident_id}/verifications": {"note": "xx"},
    "POST /v1/incidents/{incident_id}/closures": {"lesson": "xx"},
    "POST /v1/incidents/{incident_id}/reopenings": {"reason": "xx"},
    "POST /v1/notify/bulks": {
        "place": "${community}",
        "texts": {"zh": "明日停水", "en": "No water tomorrow"},
    },
    "POST /v1/notify/bulks/{bulk_id}/pauses": {},
    "POST /v1/notify/bulks/{bulk_id}/resumptions": {},
    "POST /v1/notify/bulks/{bulk_id}/cancellations": {},
}
PLACED = {"GET /v1/accounts/people/{sub}"}  # asked in a place
PURPOSES = {"POST /v1/accounts/people/{sub}/recoveries": "recovery"}  # others are for a service
OF_THE_CITY = {
    "GET /v1/accounts/apps",
    "GET /v1/accounts/apps/{client}",
    "GET /v1/accounts/communities",
    "GET /v1/facilities/quarantine",
    "GET /v1/notify/quarantine",
    "GET /v1/notify/suppliers",
    "POST /v1/accounts/apps",
    "POST /v1/accounts/apps/{client}/revocations",
    "POST /v1/accounts/communities",
    "PUT /v1/accounts/apps/{client}",
}  # asked of the city's own code, or of a community that is not there yet
CLOSING = {"POST /v1/accounts/communities/{code}/closures"}  # would end the tests' own community
NOTHING_THERE = (  # by these ids; a route that ends so may find none
    "/confirmations",
    "/endings",
    "/{action_id}",
    "/{post}",
    "/apps/{client}",
    "/apps/{client}/revocations",
)
