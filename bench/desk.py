"""The request of `bench accounts`, and the accounts table that answers it."""

import json
import os
import time
from datetime import UTC, datetime
from typing import Any

import cedarpy
from botocore.client import BaseClient

from operate.home import ROOT
from operate.reference import features

KIND, ROUTE = "Incident", ("POST", "/v1/incidents/{incident_id}/handlings")
PERSON, HERE, WIDER = "wang", "140105001001", ("140105001000", "140105000000", "140100000000")
WIDEST = "140000000000"
LONGEST = 120.0  # seconds to wait for a refusal
CLAIMS = {"sub": PERSON, "client_id": "linli-web", "sid": "s1", "iat": "1764000000", "amr": "[otp]"}
MEMBER = {"role": "grid_worker", "place": HERE, "since": "2026-01-01T00:00:00+08:00"}


class Desk:
    """One person's request as a route handles it, and the same decision without Linli."""

    def __init__(self) -> None:
        module = features.entry("incidents", "api")
        assert module  # noqa: S101 - the feature has routes
        from linli.model import Driven  # noqa: PLC0415 - once there is a city

        self.context = {"way": module.api.ways[ROUTE], "policy": module.api._policy}
        self.incident = Driven(id="0" * 26, community=HERE, stage="acknowledged")
        self.action = self.context["way"].action
        self.text = (ROOT / "functions/incidents/policies.cedar").read_text("utf-8")
        self.schema = _schema(module.api)
        self.parsed = cedarpy.PolicySet.from_str(self.text), cedarpy.Schema.from_str(self.schema)
        self.request = {
            "principal": f'Actor::"{PERSON}"',
            "action": f'Action::"{self.action}"',
            "resource": 'Noun::"0"',
            "context": {"now": int(time.time())},
        }
        self.entities = _entities()

    def caller(self) -> Any:
        from linli.auth import Caller  # noqa: PLC0415
        from linli.session import session  # noqa: PLC0415
        from linli.standing import standing  # noqa: PLC0415

        stands = standing(session(CLAIMS), "", None, self.context["way"])
        return Caller(stands, self.context)

    def ours(self) -> None:
        """From the claims of a token to a logged decision."""
        self.caller().must(self.incident, kind=KIND, assignee=PERSON)

    def textbook(self) -> None:
        """As the library's first example: policies and schema as text, parsed at each call."""
        self._bare(self.text, self.schema)

    def floor(self) -> None:
        self._bare(*self.parsed)

    def _bare(self, policies: Any, schema: Any) -> None:
        answer = cedarpy.is_authorized(self.request, policies, self.entities, schema)
        if not answer.allowed or answer.diagnostics.errors:
            raise RuntimeError("the bench's own request is refused")

    def each(self, many: int) -> float:
        """Seconds per subject of a list, half of which are assigned to somebody else."""
        whose = [{"kind": KIND, "assignee": PERSON if n % 2 else "li"} for n in range(many)]
        spent = []
        for _ in range(3):
            subjects = [
                (self.incident.model_copy(update={"id": str(n)}), one)
                for n, one in enumerate(whose)
            ]
            began = time.perf_counter()
            may = self.caller().may_each(subjects)
            spent.append(time.perf_counter() - began)
            if sum(may) != many // 2:
                raise RuntimeError("a list was decided otherwise than one by one")
        return min(spent) / many

    def calls(self, table: "Table", times: int) -> int:
        """The AWS calls of so many requests, without those of a worker's first."""
        self.ours()
        before = table.calls
        for _ in range(times):
            self.ours()
        return table.calls - before

    def until_refused(self, table: "Table") -> float:
        """Seconds until an ended membership is refused, if the worker read it just
        before it ended.
        """
        from linli import members  # noqa: PLC0415
        from linli.errors import NotFound  # noqa: PLC0415

        members.forget()
        self.ours()
        began, table.ended = time.monotonic(), True
        while time.monotonic() - began < LONGEST:
            try:
                self.ours()
            except NotFound:
                break
            time.sleep(0.1)
        return time.monotonic() - began


class Table:
    """Answers botocore's calls to the accounts table, and counts them."""

    def __init__(self) -> None:
        self.calls, self.ended, self._make = 0, False, BaseClient._make_api_call

    def __enter__(self) -> "Table":
        os.environ.update(AWS_ACCESS_KEY_ID="x", AWS_SECRET_ACCESS_KEY="x")  # noqa: S106
        BaseClient._make_api_call = self._answer
        return self

    def __exit__(self, *_: object) -> None:
        BaseClient._make_api_call = self._make

    def _answer(self, operation: str, _: Any) -> dict[str, Any]:
        self.calls += 1
        over = {"until": datetime.now(UTC).isoformat()} if self.ended else {}
        actor = {"id": PERSON, "memberships": [MEMBER | over]}
        body = {"pk": f"actor#{PERSON}", "sk": "memberships", "body": json.dumps(actor)}
        if operation != "GetItem":
            raise RuntimeError(f"a decision asked for {operation}")
        return {"Item": {name: {"S": said} for name, said in body.items()}}


def _schema(api: Any) -> str:
    from linli.policy import APPLIES, NOUNS  # noqa: PLC0415

    named = ", ".join(f'"{action}"' for action in sorted(set(api.actions.values())))
    return f"{NOUNS} action {named} appliesTo {{{APPLIES}}};"


def _entities() -> list[dict[str, Any]]:
    """The entities of the request, written by hand."""
    chain = [HERE, *WIDER, WIDEST]
    here = {"__entity": _uid("Community", HERE)}
    return [
        {
            "uid": _uid("Actor", PERSON),
            "attrs": {"person": PERSON, "place": here},
            "parents": [_uid("Role", "grid_worker")],
        },
        {
            "uid": _uid("Noun", "0"),
            "attrs": {"kind": KIND, "assignee": PERSON},
            "parents": [_uid("Community", HERE)],
        },
        *(
            {
                "uid": _uid("Community", place),
                "attrs": {},
                "parents": [_uid("Community", wider) for wider in chain[n + 1 :]],
            }
            for n, place in enumerate(chain)
        ),
    ]


def _uid(kind: str, name: str) -> dict[str, str]:
    return {"type": kind, "id": name}
