"""Starts the engine with changes that a city needs; runs in the engine's own environment.

Each change verifies what it replaces, so that another version of the engine fails here with a clear
error. The product does not depend on these changes, except that the first one keeps strangers out.
"""

import asyncio
import hashlib
import inspect
import json
import os
import queue
import runpy
import shutil
import signal
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
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
HERE = Path(__file__).parent
WAITING = 1024  # backlog of connections; the kernel may allow fewer (net.core.somaxconn)
SOON = 0.005  # seconds between two looks at all queues
ENDED = "\x1e"  # the line after those that a call has logged
LOGS, LOOK = 0.25, 0.05  # seconds to wait for it, as the engine does, and between two looks
KEPT = "kept"  # touched in the state folder when everything is written
UNPACKED = Path(tempfile.gettempdir(), "unpacked")
UNPACKING = threading.Lock()  # else workers that start together are slower than unshared


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


def mark_where_logs_end() -> None:
    """A worker says when it has logged all of a call. The engine otherwise waits after every call:
    5 ms after a line, 50 ms without one, and looks each millisecond.
    """
    script, ends = workers._PYTHON_WORKER_SCRIPT, "        _real_stdout.flush()\n\nrun()\n"
    if script.count(ends) != 1 or not callable(workers.Worker._drain_stderr_bounded):
        raise OtherVersion("how a call and its log end")
    said = f"        print({ENDED!r}, file=sys.__stderr__, flush=True)\n"
    workers._PYTHON_WORKER_SCRIPT = script.replace(ends, said + ends)

    def logged(worker: Any, **_: float) -> str:
        lines: list[str] = []
        limit = time.monotonic() + LOGS
        while time.monotonic() < limit:
            try:
                line = worker._stderr_queue.get(timeout=LOOK)
            except queue.Empty:
                if not worker._stderr_thread.is_alive():
                    break  # it was killed
                continue
            if line == ENDED:
                break
            lines.append(line)
        return "\n".join(lines)

    workers.Worker._drain_stderr_bounded = logged


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


def look_again_soon() -> None:
    """The engine looks at all queues after every write to a table. If they are empty, it waits for
    50 ms before it looks again, and so does the next message.
    """
    if functions._ESM_IDLE_WAKE_GAP_SECONDS != 0.05:
        raise OtherVersion("how long queues are not looked at")
    functions._ESM_IDLE_WAKE_GAP_SECONDS = SOON


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


class Zip(zipfile.ZipFile):
    """Unpacks each layer and each function's code once; workers get links. What stands unpacked is
    not opened again: to read what is in it took a tenth of what the engine does.
    """

    def __init__(self, file: str) -> None:
        self._home = UNPACKED / hashlib.sha256(Path(file).read_bytes()).hexdigest()
        if self._home.is_dir():
            self.fp, self.filename = None, file
        else:
            super().__init__(file)

    def namelist(self) -> list[str]:
        return super().namelist() if self.fp else []

    def extractall(self, path: Any = None, members: Any = None, pwd: Any = None) -> None:
        with UNPACKING:
            if not self._home.is_dir():
                part = self._home.with_suffix(".part")
                shutil.rmtree(part, ignore_errors=True)
                super().extractall(part)
                part.rename(self._home)
        for entry in self._home.iterdir():
            Path(path, entry.name).symlink_to(entry)
        Path(str(self.filename)).unlink()


def share_what_is_unpacked() -> None:
    if workers.zipfile is not zipfile:
        raise OtherVersion("how workers unpack layers")
    workers.zipfile = SimpleNamespace(**{**vars(zipfile), "ZipFile": Zip})


def fork_workers() -> None:
    """Workers are forked from processes that have imported their code already (`prefork`). On
    systems other than Linux they start by themselves.
    """
    if sys.platform != "linux":
        return
    spawn, starting = workers.Worker._spawn, threading.local()
    if workers.subprocess is not subprocess or "[binary, worker_path]" not in inspect.getsource(
        spawn
    ):
        raise OtherVersion("how workers start")
    templates = runpy.run_path(str(HERE / "forked.py"))["Templates"]()

    def spawned(worker: Any) -> None:
        starting.config = worker.config
        spawn(worker)

    def forked(command: list[str], cwd: str, env: dict[str, str], **_: Any) -> Any:
        return templates.start(starting.config, command[-1], cwd, env)

    workers.Worker._spawn = spawned
    workers.subprocess = SimpleNamespace(**{**vars(subprocess), "Popen": forked})


def keep_when_told() -> None:
    """Save the state on a signal too, not only at an orderly end."""

    def keep(*_: object) -> None:
        app.save_all(app._build_persistence_save_dict())
        Path(os.environ["STATE_DIR"], KEPT).touch()

    signal.signal(signal.SIGUSR1, keep)


def live_as_long_as_the_home() -> None:
    """Loaded from a file instead of imported, because functions could import it too."""
    runpy.run_path(str(HERE / "lifeline.py"))["hold"](Path(os.environ["STATE_DIR"]).parent)


if __name__ == "__main__":
    for change in (
        let_connections_wait,
        keep_strangers_out,
        greet_every_device,
        name_exceptions,
        mark_where_logs_end,
        answer_preflights,
        forget_positions,
        poll_streams_apart,
        look_again_soon,
        fail_waits,
        know_keys_by_alias,
        know_targets,
        share_what_is_unpacked,
        fork_workers,
        keep_when_told,
        live_as_long_as_the_home,
    ):
        change()
    sys.argv[0] = "ministack"
    app.main()
