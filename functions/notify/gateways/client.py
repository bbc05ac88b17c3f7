"""The HTTP client to gateways: the only place from which the city calls external servers.

Only hosts of the city's file are called, each resolved once; private addresses and redirects are
refused, and calls are limited to seconds.
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
LARGEST = 65_536  # bytes of a response
KEPT = timedelta(minutes=5)  # cache time of secrets
ABSENT = ("ResourceNotFoundException", "InvalidRequestException")  # no key, or one being deleted
keys = partial(aws.client, "secretsmanager")
_secrets: dict[str, tuple[bytes, datetime]] = {}


class Untaken(Exception):
    """The gateway did not accept it; `unclear` if that is unknown, `passing` if it was not asked
    for want of something that the city should have at its next try.
    """

    def __init__(self, why: str, *, unclear: bool = False, passing: bool = False) -> None:
        super().__init__(why)
        self.why, self.unclear, self.passing = why, unclear, passing


def send(gateway: Gateway, sending: Sending) -> Taken:
    """Send; Untaken unless the gateway answers as specified."""
    body = sending.body()
    try:
        key = secret(gateway.name)
    except (BotoCoreError, ClientError) as error:
        raise Untaken("no-secret", passing=not _is_absent(error)) from error
    signed = Signature.of(gateway.name, key, body, datetime.now(UTC))
    try:
        taken = Taken.model_validate_json(_post(gateway, body, signed.headers()))
    except ValidationError:
        raise Untaken("unreadable", unclear=True) from None
    if not taken.answers(sending):
        raise Untaken("unreadable", unclear=True)
    return taken


def secret(gateway: str) -> bytes:
    """The secret shared with this gateway."""
    now = datetime.now(UTC)
    kept, until = _secrets.get(gateway, (b"", now))
    if until <= now:
        found = keys().get_secret_value(SecretId=names.secret(city().name, gateway))
        kept = found["SecretString"].encode()
        _secrets[gateway] = kept, now + KEPT
    return kept


def _is_absent(error: Exception) -> bool:
    return isinstance(error, ClientError) and error.response["Error"]["Code"] in ABSENT


def forget() -> None:
    """For tests, each of which has its own secrets."""
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
    """Only 200 counts; redirects are not followed, as their target is unknown."""
    if answer.status != 200:
        raise Untaken("throttled" if answer.status == 429 else f"http-{answer.status}")
    content = b""
    while part := answer.read1(LARGEST):
        content += part
        if len(content) > LARGEST or monotonic() > until:
            raise Untaken("unreadable", unclear=True)
    return content


def _connected(url: SplitResult) -> HTTPConnection:
    """Connects to the address that was checked, as a second lookup could differ (DNS rebinding)."""
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
    """The first address, if all are public; on a laptop they may be private (`within`)."""
    found = [str(entry[4][0]) for entry in getaddrinfo(host, port, type=SOCK_STREAM)]
    if not within and not all(_outside(ip_address(one.partition("%")[0])) for one in found):
        raise Untaken("address-within")
    return found[0]


def _outside(address: IPv4Address | IPv6Address) -> bool:
    """A public address, also when embedded in IPv6."""
    dressed = isinstance(address, IPv6Address) and (
        address.ipv4_mapped or address.sixtofour or address.teredo
    )
    if dressed:
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


@cache
def _trust() -> ssl.SSLContext:
    return ssl.create_default_context()
