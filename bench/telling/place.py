"""Plays the city: starts its functions in this process, one at a time."""

import json
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from functions.notify import answers, api, outgoing, reactions
from functions.notify.bulk import sending as bulk_sending
from functions.notify.gateways import client
from linli import aws, city, clock, outbox, workflow
from linli.errors import Refused
from linli.table import Row
from operate.gateway import door
from operate.gateway.control import Control
from operate.gateway.habits import Habits
from operate.gateway.house import House

from .meter import Meter
from .outside import PER_SECOND, SHARES, Town, serving

CODE, PLACE = "140100000000", "140105001001"
CONTEXT = SimpleNamespace(
    function_name="f", memory_limit_in_mb=512, invoked_function_arn="a", aws_request_id="r"
)
QUEUED = 3  # SQS requests per message: send, receive, delete
HEARD = ("NoticeAsked", "AttemptPlanned")  # events that notify's queues get


class Place:
    """`people` by id: phone, email, language. `reported` counts the gateways' reports that have
    arrived.
    """

    def __init__(self, folder: Path, meter: Meter) -> None:
        self.meter, self.reported, self.calls_back = meter, 0, 0
        self.people: dict[str, dict[str, str | None]] = {}
        self.lock = threading.RLock()
        self.clock = folder / "clock.json"
        self.address = serving(self)
        self.house = House(Town(self))
        server = door.serving(Control(self.house), 0)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self._settle_in(folder / "city.json", f"http://127.0.0.1:{server.server_port}/bench")
        for module in (bulk_sending, outgoing):
            setattr(module, "ask", self.answer)  # noqa: B010 - it is theirs by import
        setattr(workflow, "start", lambda *_: None)  # noqa: B010 - the machine is played
        setattr(client, "secret", lambda name: f"secret of {name}".encode())  # noqa: B010

    def advance(self, seconds: float) -> None:
        """Moves the clock of the city and of its one community."""
        offset = clock.offset(CODE).total_seconds() + seconds
        part = self.clock.with_suffix(".part")
        part.write_text(json.dumps({CODE: offset, PLACE: offset}))
        part.replace(self.clock)

    def behave(self, *names: str, **habits: Any) -> None:
        for name in names:
            one = self.house.supplier("bench", name)
            assert one  # noqa: S101 - named above
            one.behave(one.habits.told(habits))

    def run(self, handler: Callable[..., Any], event: dict[str, Any], gateway: int = 0) -> Any:
        with self.lock:
            before = self.meter.calls.total()
            answer = handler(event, CONTEXT)
            self.meter.ran(self.meter.calls.total() - before, gateway)
        return answer

    def hear(self, handler: Callable[..., Any], name: str, detail: dict[str, Any]) -> None:
        body = json.dumps({"detail-type": name, "detail": detail})
        self.meter.units["sqs"] += QUEUED
        sends = int(handler is outgoing.handler)
        record = {"messageId": uuid4().hex, "body": body}
        answer = self.run(handler, {"Records": [record]}, gateway=sends)
        if answer["batchItemFailures"]:
            raise RuntimeError(f"{name} was not heard")

    def tell(self) -> None:
        """Passes the events in rows to the bus as the stream would, and on to notify's queues."""
        with self.lock:
            rows = list(Row.by_untold.scan())
            self.meter.calls["dynamodb.Scan"] -= 1  # of the bench, in place of a stream
            images = [Row.get(row.pk, row.sk, consistent_read=True) for row in rows]
            self.meter.calls["dynamodb.GetItem"] -= len(images)
            self.meter.units["rru"] -= len(images)
        for row in images:
            tellings = [str(one) for one in row.events or []]
            image = {
                "pk": {"S": row.pk},
                "sk": {"S": row.sk},
                "version": {"N": str(row.version)},
                "events": {"L": [{"S": one} for one in tellings]},
            }
            self.run(outbox.handler, {"Records": [{"dynamodb": {"NewImage": image}}]})
            for name, detail in map(json.loads, tellings):
                if name in HEARD:
                    by = outgoing if name == "AttemptPlanned" else reactions
                    self.hear(by.handler, name, detail)

    def request(
        self, method: str, path: str, body: Any, headers: dict[str, str], sub: str = "founder"
    ) -> Any:
        claims = {"sub": sub, "client_id": "linli-cli", "iat": "1764000000"}
        event = {
            "version": "2.0",
            "rawPath": path,
            "rawQueryString": "",
            "headers": {"content-type": "application/json"} | headers,
            "requestContext": {
                "requestId": "r",
                "stage": "$default",
                "http": {"method": method, "path": path},
                "authorizer": {"jwt": {"claims": claims, "scopes": []}},
            },
            "body": body if isinstance(body, str) else json.dumps(body),
            "isBase64Encoded": False,
        }
        self.meter.units["http"] += 1
        return self.run(api.handler, event)

    def answer(self, feature: str, question: str, **given: Any) -> Any:
        """In place of `linli.ask`; counted as a run that reads one row or page."""
        self.meter.calls["lambda.Invoke"] += 1
        if feature == "notify":
            payload = {"asking": "notify", "question": question, "with": given}
            said = self.run(answers.handler, json.loads(json.dumps(payload)), gateway=1)
            if refusal := said.get("refused"):
                raise Refused(refusal["code"], refusal["status"])
            return said["answer"]
        self.meter.ran(1)
        self.meter.units["rru"] += 1
        if question == "reach":
            return self.people[given["person"]]
        names = [name for name in sorted(self.people) if name > given["after"]]
        page = [{"person": name, **self.people[name]} for name in names[: given["limit"]]]
        return {"people": page, "next": page[-1]["person"] if len(names) > len(page) else None}

    def until(self, settled: Callable[[], bool], within: float = 60) -> None:
        limit = time.monotonic() + within
        while not settled():
            if time.monotonic() > limit:
                raise TimeoutError("the gateways did not report")
            time.sleep(0.002)

    def _settle_in(self, file: Path, url: str) -> None:
        carriers: dict[str, list[dict[str, Any]]] = {}
        for name, share in SHARES.items():
            one = {"name": name, "url": f"{url}/{name}", "share": share, "per_second": PER_SECOND}
            carriers.setdefault(name.partition("-")[0], []).append(one)
        known = json.loads(file.read_text())
        file.write_text(json.dumps(known | {"gateways": carriers, "clock": str(self.clock)}))
        city.city.cache_clear()
        Row.create_table(billing_mode="PAY_PER_REQUEST")
        aws.client("events").create_event_bus(Name=os.environ["BUS"])
        for supplier in self.house.suppliers():
            supplier.behave(Habits(delay=0.0))
