"""Steps after each deployment and each start of the engine; all are idempotent.

The engine ignores two settings of a template (TTL, reserved concurrency), and starts a function
only when it is first called.
"""

import json
import os
import urllib.request
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from botocore.config import Config

from linli import names
from operate import assembly, drain
from operate.failure import Failure
from operate.home import Home

SIGN_IN = "/sign-in"
AT_ONCE = 4
# Workers of a function without reserved concurrency, which bounds memory in a burst. Four pages
# that load need 24 at once, six connections each: a part that is refused is not asked for again.
MOST_WORKERS = 26
OF_A_QUEUE = max(2, os.cpu_count() or 2)  # more workers than cores do not process a backlog faster
PATIENT = Config(read_timeout=120, retries={"max_attempts": 1})


class Unfit(Failure):
    """Some functions do not start; the deployment has failed."""


def settle(home: Home, city: str, out: Path, of: tuple[str, ...] = ("",)) -> None:
    """Raises Unfit only at the end: the rest of the city can be used.

    `of` are prefixes of functions to start at once; others start at their first call.
    """
    expire_rows(home, city)
    keep_authority(home)
    functions = functions_of(home, city)
    reserve(home, out, functions)
    wanted = tuple(names.resource(city, beginning) for beginning in of)
    functions = [name for name in functions if name.startswith(wanted)]
    failures = warm_up(home, functions)
    sweep(home, [name for name in functions if name not in failures])
    if failures:
        said = [f"{name}: {why}" for name, why in failures.items()]
        raise Unfit("these functions do not start:\n" + "\n".join(said))


def expire_rows(home: Home, city: str) -> None:
    database = home.client("dynamodb")
    wanted = {"Enabled": True, "AttributeName": "expires"}
    for table in tables_of(home, city):
        held = database.describe_time_to_live(TableName=table)["TimeToLiveDescription"]
        if held.get("TimeToLiveStatus") not in ("ENABLED", "ENABLING"):
            database.update_time_to_live(TableName=table, TimeToLiveSpecification=wanted)


def keep_authority(home: Home) -> None:
    """Store the broker's certificate authority, which devices trust."""
    address = f"{home.url('engine')}/_ministack/iot/ca.pem"
    with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - our own engine
        home.path("ca.pem").write_bytes(answer.read())


def reserve(home: Home, out: Path, functions: Iterable[str]) -> None:
    """Reserve concurrency as in the template, limited to what this machine bears."""
    reserved = {
        properties["FunctionName"]: properties["ReservedConcurrentExecutions"]
        for stack in assembly.stacks(out)
        for properties in stack.resources("AWS::Lambda::Function")
        if "ReservedConcurrentExecutions" in properties
    }
    client = home.client("lambda")
    fed = drain.fed_by_queues(home).values()
    for function in functions:
        wanted = reserved.get(function, MOST_WORKERS)
        wanted = min(wanted, OF_A_QUEUE) if function in fed else wanted
        held = client.get_function_concurrency(FunctionName=function)
        if held.get("ReservedConcurrentExecutions") != wanted:
            client.put_function_concurrency(
                FunctionName=function, ReservedConcurrentExecutions=wanted
            )


def warm_up(home: Home, functions: Sequence[str]) -> dict[str, str]:
    """Start a worker of each, so that nobody waits for it later; returns why some failed."""
    client = home.client("lambda", config=PATIENT)

    def call(function: str) -> str | None:
        try:
            return _failure(client.invoke(FunctionName=function, Payload=b'{"warm": true}'))
        except client.exceptions.TooManyRequestsException:
            return None  # all its workers are busy

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = zip(functions, pool.map(call, functions), strict=True)
        failed = [function for function, why in answers if why]
    # the engine may fail at concurrent starts; a broken function fails alone too
    return {function: why for function in failed if (why := call(function))}


def sweep(home: Home, functions: Iterable[str]) -> None:
    """Run the sweepers now for what became due while the engine was stopped."""
    client = home.client("lambda", config=PATIENT)
    for function in functions:
        if function.endswith("-sweeper"):
            client.invoke(FunctionName=function, Payload=b"{}")


def functions_of(home: Home, city: str) -> list[str]:
    pages = home.client("lambda").get_paginator("list_functions").paginate()
    found = [function["FunctionName"] for page in pages for function in page["Functions"]]
    return sorted(name for name in found if name.startswith(names.resource(city, "")))


def tables_of(home: Home, city: str) -> list[str]:
    pages = home.client("dynamodb").get_paginator("list_tables").paginate()
    found = [table for page in pages for table in page["TableNames"]]
    return sorted(name for name in found if name.startswith(names.resource(city, "")))


def endpoints(home: Home, city: str) -> dict[str, Any]:
    """The URLs of a deployed city."""
    pages = home.client("apigatewayv2").get_paginator("get_apis").paginate()
    name = names.resource(city, "http")
    apis = (api for page in pages for api in page["Items"])
    found = home.reached(next(api for api in apis if api["Name"] == name))
    return {"city": city, "issuer": found["api"] + SIGN_IN, **found}


def _failure(answer: dict[str, Any]) -> str | None:
    if "FunctionError" not in answer:
        return None
    said = json.loads(answer["Payload"].read())
    return str(said.get("errorMessage", said))[:500]
