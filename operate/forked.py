"""What the engine's launcher asks of `prefork`: workers that behave as its own children.

The launcher reads this file instead of importing it, because functions could import it too.
"""

import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

PROGRAM = Path(__file__).with_name("prefork.py")
LAYERS = "_LAMBDA_LAYERS_DIRS"  # the engine's
SHARED = (  # imported by nearly every function, and independent of its environment
    "aws_lambda_powertools.event_handler.api_gateway",
    "aws_lambda_powertools.utilities.batch",
    "botocore.client",
    "botocore.httpsession",
    "botocore.session",
    "cedarpy",
    "pydantic.fields",  # pydantic itself imports only what is used of it
    "pydantic.functional_serializers",
    "pydantic.json_schema",
    "pydantic.type_adapter",
    "pydantic.types",
    "pynamodb.models",
    "pynamodb.transactions",
    "ulid",
    "zoneinfo",
)


class Process:
    """As much of `subprocess.Popen` as the engine uses, for a process that is not its child.

    Raises ProcessLookupError if it has ended already.
    """

    def __init__(self, pid: int, stdin: IO[str], stdout: IO[str], stderr: IO[str]) -> None:
        self.pid, self.stdin, self.stdout, self.stderr = pid, stdin, stdout, stderr
        self._handle = os.pidfd_open(pid)
        self._end = select.poll()
        self._end.register(self._handle, select.POLLIN)

    def __del__(self) -> None:
        with suppress(AttributeError):
            os.close(self._handle)

    def poll(self) -> int | None:
        return 0 if self._end.poll(0) else None

    def wait(self, timeout: float | None = None) -> int:
        if not self._end.poll(None if timeout is None else timeout * 1000):
            raise subprocess.TimeoutExpired(str(PROGRAM), timeout or 0)
        return 0

    def terminate(self) -> None:
        self._signal(signal.SIGTERM)

    def kill(self) -> None:
        self._signal(signal.SIGKILL)

    def _signal(self, number: int) -> None:
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._handle, number)


class Template:
    """A process that forks others. It ends when this is forgotten."""

    def __init__(self, asked: socket.socket) -> None:
        self._asked, self._asking = asked, threading.Lock()

    def fork(self, files: Sequence[int], **request: Any) -> int:
        """The pid of a new process. Raises OSError if the template has ended."""
        with self._asking:
            socket.send_fds(self._asked, [json.dumps(request).encode()], files)
            said = self._asked.recv(32)
        if not said:
            raise BrokenPipeError("the process that forks workers has ended")
        return int(said)

    def learned(
        self, path: Sequence[str], modules: Sequence[str], environment: Mapping[str, str]
    ) -> "Template":
        """Another, which has imported these modules."""
        asked, served = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with served:
            self.fork([served.fileno()], path=path, modules=modules, environment=environment)
        return Template(asked)


def first() -> Template:
    asked, served = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with served:
        number = served.fileno()
        command = [sys.executable, "-P", str(PROGRAM), str(number)]
        subprocess.Popen(command, stdin=subprocess.DEVNULL, pass_fds=[number])
    return Template(asked)


class Templates:
    """One for each set of layers and, forked from it, one for each function as it is deployed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._forget()

    def _forget(self) -> None:
        self._first: Template | None = None
        self._layers: dict[tuple[str, ...], Template] = {}
        self._functions: dict[str, tuple[tuple[Any, ...], Template]] = {}

    def start(
        self, config: Mapping[str, Any], script: str, folder: str, environment: Mapping[str, str]
    ) -> Process:
        """A worker of a function; the folder is its own, with links to its code."""
        (input_, to), (of, output), (lines, errors) = os.pipe(), os.pipe(), os.pipe()
        ours = open(to, "w", buffering=1), open(of), open(lines)  # noqa: PTH123, SIM115
        try:
            template = self._of(config, folder, environment)
            given = {"script": script, "folder": folder, "environment": environment}
            return Process(template.fork([input_, output, errors], **given), *ours)
        except OSError:
            self._forget()  # whichever has ended: the next worker is forked from new ones
            raise
        finally:
            for stream in (input_, output, errors):
                os.close(stream)

    def _of(
        self, config: Mapping[str, Any], folder: str, environment: Mapping[str, str]
    ) -> Template:
        layers = environment.get(LAYERS, "").split(os.pathsep)
        path = tuple(str(Path(layer, "python").resolve()) for layer in reversed(layers) if layer)
        code = str(next(Path(folder).iterdir()).resolve().parent)  # outlives the folder
        module = config["Handler"].rpartition(".")[0].replace("/", ".")
        deployed = path, code, module, config.get("Environment")
        with self._lock:
            known, template = self._functions.get(config["FunctionName"], (None, None))
            if template is None or known != deployed:
                template = self._layered(path).learned([code], [module], environment)
                self._functions[config["FunctionName"]] = deployed, template
                self._drop_layers()
            return template

    def _layered(self, path: tuple[str, ...]) -> Template:
        if path not in self._layers:
            self._first = self._first or first()
            self._layers[path] = self._first.learned(path, SHARED, dict(os.environ))
        return self._layers[path]

    def _drop_layers(self) -> None:
        """Those of earlier deployments."""
        used = {deployed[0] for deployed, _ in self._functions.values()}
        self._layers = {path: one for path, one in self._layers.items() if path in used}
