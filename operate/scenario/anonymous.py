"""An MQTT client without a certificate, which a broker must refuse."""

import socket
import ssl


def accepted(port: int, authority: str, topic: str, payload: str) -> bool:
    """Whether the broker accepts a client without a certificate.

    Raises an error if there is no broker, or its certificate is not by the city's authority.
    """
    context = ssl.create_default_context(cafile=authority)
    context.check_hostname = False
    context.minimum_version = ssl.TLSVersion.TLSv1_3  # in which a refusal follows the handshake
    with (
        socket.create_connection(("127.0.0.1", port), timeout=60) as plain,
        context.wrap_socket(plain, server_hostname="localhost") as secured,
    ):
        try:
            secured.sendall(_connect("nobody") + _publish(topic, payload.encode()))
            return bool(secured.recv(1))
        except (ssl.SSLError, ConnectionError):
            return False


def _connect(client: str) -> bytes:
    """CONNECT of MQTT 3.1.1, clean session, 30 s."""
    return _packet(0x10, _text("MQTT") + b"\x04\x02\x00\x1e" + _text(client))


def _publish(topic: str, payload: bytes) -> bytes:
    return _packet(0x30, _text(topic) + payload)


def _text(value: str) -> bytes:
    return len(value).to_bytes(2, "big") + value.encode()


def _packet(kind: int, rest: bytes) -> bytes:
    length, size = b"", len(rest)
    while True:
        size, low = divmod(size, 128)
        length += bytes([low | (0x80 if size else 0)])
        if not size:
            return bytes([kind]) + length + rest
