"""Brings a sending to a gateway: the only place from which the city calls other people's servers.

Only to the hosts of the city's file, each resolved once; never within, never where a redirect
points, and no longer than a few seconds.
"""

import ssl
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from http.client import HTTPConnection, HTTPException, HTTPResponse
from ipaddress import IPv4Address, IPv6Address, ip_address
from socket import SOCK_STREAM, create_connection, getaddrinfo
from time import monotonic
from urllib.parse import SplitResult, urlsplit

from botocore.exceptions import BotoCoreError, ClientError
from pydantic import ValidationError

from linli import aws, names
from linli.city import Gateway, city

from .protocol import Sending, Signature, Taken

CONNECT, READ = 1.0, 3.0  # seconds
LARGEST = 65_536  # bytes of an answer
KEPT = timedelta(minutes=5)  # a secret, before it is read again
keys = partial(aws.client, "secretsmanager")
_secrets: dict[str, tuple[bytes, datetime]] = {}


class Untaken(Exception):
    """The gateway did not take it; or, if `unclear`, nobody knows whether it did."""

    def __init__(self, why: str, *, unclear: bool = False) -> None:
        super().__init__(why)
        self.why, self.unclear = why, unclear


def send(gateway: Gateway, sending: Sending) -> Taken:
    """What the gateway answers; Untaken if that is not an orderly answer."""
    body = sending.body()
    try:
        key = secret(gateway.name)
    except (BotoCoreError, ClientError) as error:  # the others carry it, and he loses his share
        raise Untaken("no-secret") from error
    signed = Signature.of(gateway.name, key, body, datetime.now(UTC))
    try:
        taken = Taken.model_validate_json(_post(gateway, body, signed.headers()))
    except ValidationError:
        raise Untaken("unreadable", unclear=True) from None
    if not taken.answers(sending):
        raise Untaken("unreadable", unclear=True)
    return taken


def secret(gateway: str) -> bytes:
    """What this gateway and the city sign with."""
    now = datetime.now(UTC)
    kept, until = _secrets.get(gateway, (b"", now))
    if until <= now:
        found = keys().get_secret_value(SecretId=names.secret(city().name, gateway))
        kept = found["SecretString"].encode()
        _secrets[gateway] = kept, now + KEPT
    return kept


def forget() -> None:
    """For tests: each has secrets of its own."""
    _secrets.clear()


def _post(gateway: Gateway, body: bytes, headers: dict[str, str]) -> bytes:
    url = urlsplit(f"{gateway.url}/messages")
    headers = {"Content-Type": "application/json", "Connection": "close", **headers}
    connection = _connected(url)
    until = monotonic() + READ
    try:
        connection.request("POST", url.path, body, headers)
        return _read(connection.getresponse(), until)
    except (OSError, HTTPException) as error:
        raise Untaken("no-answer", unclear=True) from error
    finally:
        connection.close()


def _read(answer: HTTPResponse, until: float) -> bytes:
    """Nothing but 200 is a yes: where a redirect points is no gateway of the city's."""
    if answer.status != 200:
        raise Untaken("throttled" if answer.status == 429 else f"http-{answer.status}")
    content = b""
    while part := answer.read1(LARGEST):
        content += part
        if len(content) > LARGEST or monotonic() > until:
            raise Untaken("unreadable", unclear=True)
    return content


def _connected(url: SplitResult) -> HTTPConnection:
    """To the very address that was looked at: a second look-up might say another."""
    laptop = city().clock is not None
    if url.scheme != "https" and not laptop:
        raise Untaken("not-secure")
    host, port = url.hostname or "", url.port or (443 if url.scheme == "https" else 80)
    connection = HTTPConnection(host, port)
    try:
        address = _resolved(host, port, within=laptop)
        connection.sock = create_connection((address, port), CONNECT)
        if url.scheme == "https":
            connection.sock = _trust().wrap_socket(connection.sock, server_hostname=host)
        connection.sock.settimeout(READ)
    except OSError as error:
        connection.close()
        raise Untaken("unreachable") from error
    return connection


def _resolved(host: str, port: int, *, within: bool) -> str:
    """The first address, if all of them lie outside; on a laptop they may lie `within`."""
    found = [str(entry[4][0]) for entry in getaddrinfo(host, port, type=SOCK_STREAM)]
    if not within and not all(_outside(ip_address(one.partition("%")[0])) for one in found):
        raise Untaken("address-within")
    return found[0]


def _outside(address: IPv4Address | IPv6Address) -> bool:
    """Out in the world, and not an inner address dressed up as one of the world's."""
    dressed = isinstance(address, IPv6Address) and (
        address.ipv4_mapped or address.sixtofour or address.teredo
    )
    if dressed:
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


@cache
def _trust() -> ssl.SSLContext:
    return ssl.create_default_context()
