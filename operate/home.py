"""The files and ports of a running city: LINLI_HOME decides all of them.

No two homes share a folder, so tests can run beside a city, and a city beside another.
"""

import fcntl
import json
import os
import random
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import boto3

from operate.failure import Failure

ROOT = Path(__file__).parents[1]
ENVIRONMENTS = ROOT / ".linli"
LOOPBACK = "127.0.0.1"
ACCOUNT = "000000000000"
BELOW_EPHEMERAL = range(20_000, 32_000)  # the system's own outgoing ports start above


class Busy(Failure):
    """Another call is working on this home."""


class Home:
    def __init__(self, root: Path) -> None:
        self.root = root.resolve()

    @classmethod
    def current(cls) -> "Home":
        return cls(Path(os.environ.get("LINLI_HOME") or ENVIRONMENTS / "home"))

    def path(self, *parts: str) -> Path:
        """A file of this home; its folder is created."""
        path = self.root.joinpath(*parts)
        _make(path.parent)
        return path

    def folder(self, *parts: str) -> Path:
        path = self.root.joinpath(*parts)
        _make(path)
        return path

    def port(self, name: str) -> int:
        """A free port, chosen at the first request and the same from then on."""
        ports: dict[str, int] = self.read("ports.json")
        if name not in ports:
            with self.lock("ports"):
                ports = self.read("ports.json")
                if name not in ports:
                    ports[name] = _free_port(taken=set(ports.values()))
                    self.write("ports.json", ports)
        return ports[name]

    def is_free(self, name: str) -> bool:
        """Whether no process listens on it; closed connections in TIME_WAIT do not count."""
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            return not _refused(probe, self.port(name))

    def url(self, name: str) -> str:
        return f"http://{LOOPBACK}:{self.port(name)}"

    def read(self, name: str) -> dict[str, Any]:
        """A JSON file of this home; {} if there is none."""
        try:
            content: dict[str, Any] = json.loads(self.root.joinpath(name).read_text())
        except FileNotFoundError:
            return {}
        return content

    def write(self, name: str, content: dict[str, Any]) -> None:
        """Atomic, since other processes read while this one writes."""
        path = self.path(name)
        part = path.with_name(f"{path.name}.{os.getpid()}.part")
        part.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n")
        part.replace(path)

    def city(self) -> str | None:
        """The city that `up` started last."""
        return self.read("city.json").get("city")

    def city_file(self) -> Path:
        """The city file of the running city."""
        return Path(self.read("city.json").get("file") or ROOT / f"cities/{self.city()}.yaml")

    def region(self) -> str:
        return str(self.read("city.json").get("region") or "cn-north-1")

    def endpoints(self) -> dict[str, Any]:
        """The addresses of the city; see operate.after_deploy."""
        return self.read("endpoints.json")

    def reached(self, api: dict[str, Any]) -> dict[str, Any]:
        """The addresses by which a deployed HTTP API is reached. The template has those of AWS; the
        engine's differ.

        `browser` has a host name instead of an IP address, as passkeys require; only browsers
        resolve it.
        """
        engine, name = self.url("engine"), api["ApiId"]
        return {
            "api": f"{engine}/_aws/execute-api/{name}/$default",
            "browser": f"http://{name}.execute-api.localhost:{self.port('engine')}",
            "gateway": self.url("gateway"),
            "engine": engine,
            "mqtt_port": self.port("mqtt"),
        }

    def aws(self) -> dict[str, str]:
        """Settings by which any AWS client reaches this home's engine, as its root."""
        return {
            "AWS_ENDPOINT_URL": self.url("engine"),
            "AWS_REGION": self.region(),
            "AWS_DEFAULT_REGION": self.region(),
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_DISABLE_HOST_PREFIX_INJECTION": "true",
        }

    def client(self, service: str, **options: Any) -> Any:
        """One for the same service and options: to make one takes longer than to use it."""
        with _one_at_a_time:
            return _client(service, self.region(), self.url("engine"), **options)

    @contextmanager
    def lock(self, name: str = "home", *, wait: bool = True) -> Iterator[None]:
        with self.path("locks", name).open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                raise Busy(f"another call works on {self.root}") from None
            yield


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Failure(f"LINLI_HOME: {folder}: {error.strerror}") from None


_one_at_a_time = threading.Lock()  # a session makes one client at a time; clients may be shared


@cache
def _client(service: str, region: str, engine: str, **options: Any) -> Any:
    return _session(region).client(service, endpoint_url=engine, **options)


@cache
def _session(region: str) -> boto3.session.Session:
    """Cached, since loading service descriptions takes longer than creating a client."""
    return boto3.session.Session(
        aws_access_key_id="test",
        aws_secret_access_key="test",  # noqa: S106 - the local engine's, not a secret
        region_name=region,
    )


def _free_port(taken: set[int]) -> int:
    for port in random.sample(BELOW_EPHEMERAL, k=len(BELOW_EPHEMERAL)):
        with socket.socket() as probe:
            if port not in taken and not _refused(probe, port):
                return port
    raise Busy("no free port")


def _refused(probe: socket.socket, port: int) -> bool:
    try:
        probe.bind((LOOPBACK, port))
    except OSError:
        return True
    return False
