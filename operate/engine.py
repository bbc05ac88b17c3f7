"""Starts the engine with changes that a city needs; runs in the engine's own environment.

Each change verifies what it replaces, so that another version of the engine fails here with a clear
error. The product does not depend on these changes, except that the first one keeps strangers out.
"""

import asyncio
import inspect
import json
import os
import runpy
import signal
import ssl
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import ministack.core.iam_actions as rights
import ministack.core.lambda_runtime as workers
import ministack.services.apigateway as gateway
import ministack.services.dynamodb as tables
import ministack.services.iot as iot
import ministack.services.kms as keys
import ministack.services.lambda_svc as functions
import ministack.services.stepfunctions as machines
from ministack import app

BETWEEN = "\x1f"
HERE = Path(__file__).parent  # files are loaded, not imported, as functions could import them too
WAITING = 1024  # backlog of connections; the kernel may allow fewer (net.core.somaxconn)
KEPT = "kept"  # touched in the state folder when everything is written


class OtherVersion(Exception):
    """The engine differs from the version that this launcher knows."""


def keep_strangers_out() -> None:
    """MQTT listens on loopback only, and requires a client certificate."""
    build, listen = iot._mtls_build_ssl_context, asyncio.base_events.BaseEventLoop.create_server

    def with_certificate() -> ssl.SSLContext:
        context: ssl.SSLContext = build()
        context.verify_mode = ssl.CERT_REQUIRED
        return context

    async def on_loopback(
        loop: Any, protocol: Any, host: Any = None, port: Any = None, **options: Any
    ) -> Any:
        inside = os.environ["BIND_HOST"] if host == "0.0.0.0" else host  # noqa: S104
        return await listen(loop, protocol, host=inside, port=port, **options)

    iot._mtls_build_ssl_context = with_certificate
    asyncio.base_events.BaseEventLoop.create_server = on_loopback  # type: ignore[method-assign,assignment]


def let_connections_wait() -> None:
    """A larger backlog for simultaneous connections of workers and devices while the event loop is
    busy: the kernel drops those beyond it, which then retry after a second.
    """
    listen = asyncio.base_events.BaseEventLoop.create_server
    if app._HypercornConfig.backlog != inspect.signature(listen).parameters["backlog"].default:
        raise OtherVersion("how many connections wait")

    async def listening(loop: Any, *args: Any, **options: Any) -> Any:
        return await listen(loop, *args, **{"backlog": WAITING, **options})

    app._HypercornConfig.backlog = WAITING
    asyncio.base_events.BaseEventLoop.create_server = listening  # type: ignore[method-assign,assignment]


def greet_every_device() -> None:
    """Some Pythons (3.11.2) lose data read from a connection that is paused while being made: the
    device's CONNECT. Paused a moment later, it stays paused.
    """
    made = iot._MtlsAcceptor.connection_made

    def connection_made(acceptor: Any, transport: Any) -> None:
        asyncio.get_running_loop().call_soon(made, acceptor, transport)

    iot._MtlsAcceptor.connection_made = connection_made


def name_exceptions() -> None:
    """State machines catch exceptions by class name, as on AWS."""
    nameless = '"status": "error", "error": str(e), "trace": traceback.format_exc()'
    script = workers._PYTHON_WORKER_SCRIPT
    if nameless not in script:
        raise OtherVersion("the worker's answer to an exception")
    named = nameless.replace("str(e)", 'type(e).__name__ + "\\x1f" + str(e)')
    workers._PYTHON_WORKER_SCRIPT = script.replace(nameless, named)
    execute = functions._execute_function

    def executed(*args: Any, **options: Any) -> Any:
        result = execute(*args, **options)
        body = result.get("body")
        if result.get("error") and isinstance(body, dict):
            name, mark, message = str(body.get("errorMessage")).partition(BETWEEN)
            if mark:
                body["errorType"], body["errorMessage"] = name, message
        return result

    functions._execute_function = executed


def answer_preflights() -> None:
    """Accept capitalized CORS settings of an HTTP API, as in templates."""
    headers, preflight = gateway._cors_response_headers, gateway._cors_preflight_response
    if not callable(preflight):
        raise OtherVersion("the answer to a preflight")

    def lowered(settings: dict[str, Any] | None, origin: Any) -> Any:
        small = {key[0].lower() + key[1:]: value for key, value in (settings or {}).items()}
        return headers(small, origin)

    gateway._cors_response_headers = lowered


def forget_positions() -> None:
    """Forget positions in table streams, since the streams do not survive a stop."""
    restore = functions._restore_esm_positions

    def restored(store: Any, positions: Any) -> Any:
        if store is functions._dynamodb_stream_positions:
            return None
        return restore(store, positions)

    functions._restore_esm_positions = restored


def poll_streams_apart() -> None:
    """Functions fed by table streams run beside the polling of queues, one batch at a time for each
    stream, as on AWS. The engine runs them on the thread that polls all sources, so that a slow or
    dying one delays every queue.
    """
    poll, sources = functions._poll_dynamodb_streams, functions._iter_all_esms
    if inspect.getsource(poll).count("in _iter_all_esms()") != 1:
        raise OtherVersion("which streams are polled")
    polled = threading.local()

    def sources_of_thread() -> Iterator[Any]:
        only = getattr(polled, "source", None)
        return (one for one in sources() if only in (None, one[2]["UUID"]))

    def poll_one(source: str) -> None:
        polled.source = source
        poll()

    def poll_all() -> bool:
        for account, region, source in sources():
            scopes = (functions._request_account_id, account), (functions._request_region, region)
            held = [(scope, scope.set(value)) for scope, value in scopes]
            try:
                if _is_behind(source):
                    functions._dispatch_esm_batch(source["UUID"], poll_one, source["UUID"])
            finally:
                for scope, before in held:
                    scope.reset(before)
        return False  # the end of a batch wakes the poller

    functions._iter_all_esms = sources_of_thread
    functions._poll_dynamodb_streams = poll_all


def _is_behind(source: dict[str, Any]) -> bool:
    """Whether an event source is a table's stream with records for its function, which is idle."""
    name, _, stream = source.get("EventSourceArn", "").partition(":table/")[2].partition("/stream/")
    known = source["UUID"]
    if not stream or functions._esm_inflight.get(known):
        return False
    if functions._esm_backoff_until.get(known, 0) > time.time():
        return False
    start, end = tables.stream_start_position(name), tables.stream_end_position(name)
    at = functions._dynamodb_stream_positions.get(known, start)
    return bool(end > max(at, start))


def fail_waits() -> None:
    """A task with a token fails when its function fails, as on AWS, instead of hanging."""
    swallowed = "        except _ExecutionError:\n            pass\n"
    source = inspect.getsource(machines._invoke_with_callback)
    if source.count(swallowed) != 1:
        raise OtherVersion("what becomes of a wait whose function fails")
    told = swallowed.replace("pass", "_task_tokens.pop(token, None); raise")
    exec(source.replace(swallowed, told), vars(machines))  # noqa: S102 - the engine's own code


def know_keys_by_alias() -> None:
    """Permissions for a KMS key apply to calls by its alias, as on AWS."""
    named = rights.extract_resource_arn
    if 'key_id.startswith("alias/")' not in inspect.getsource(named):
        raise OtherVersion("what a right over a key is compared with")

    def of_the_key(service: str, *args: Any, **options: Any) -> str:
        arn: str = named(service, *args, **options)
        key = keys._resolve_key(arn) if service == "kms" and ":alias/" in arn else None
        return str(key["Arn"]) if key else arn

    rights.extract_resource_arn = of_the_key


def know_targets() -> None:
    """Permissions to attach a policy apply to the target, as on AWS."""
    named = rights.extract_resource_arn
    if "target-policies" in inspect.getsource(rights):
        raise OtherVersion("what a right over a policy's holder is compared with")

    def of_the_target(service: str, method: str, path: str, *args: Any) -> str:
        said = unquote(path)
        if service == "iot" and said.startswith("/attached-policies/"):
            return said.removeprefix("/attached-policies/")
        if service == "iot" and said.startswith("/target-policies/"):
            return str(json.loads(args[1] or b"{}").get("target") or "*")
        arn: str = named(service, method, path, *args)
        return arn

    rights.extract_resource_arn = of_the_target


def keep_when_told() -> None:
    """Save the state on a signal too, not only at an orderly end."""

    def keep(*_: object) -> None:
        app.save_all(app._build_persistence_save_dict())
        Path(os.environ["STATE_DIR"], KEPT).touch()

    signal.signal(signal.SIGUSR1, keep)


def hurry() -> None:
    for file in ("starting.py", "quicker.py"):
        for change in runpy.run_path(str(HERE / file))["CHANGES"]:
            if not change():
                raise OtherVersion(f"what it takes to {change.__name__.replace('_', ' ')}")


def live_as_long_as_the_home() -> None:
    runpy.run_path(str(HERE / "lifeline.py"))["hold"](Path(os.environ["STATE_DIR"]).parent)


if __name__ == "__main__":
    for change in (
        let_connections_wait,
        keep_strangers_out,
        greet_every_device,
        name_exceptions,
        answer_preflights,
        forget_positions,
        poll_streams_apart,
        fail_waits,
        know_keys_by_alias,
        know_targets,
        hurry,
        keep_when_told,
        live_as_long_as_the_home,
    ):
        change()
    sys.argv[0] = "ministack"
    app.main()
