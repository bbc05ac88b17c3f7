"""The signature of requests in both directions; see docs/gateways.md."""

import hashlib
import hmac

FRESH = 300  # seconds


def headers(gateway: str, secret: bytes, body: bytes, now: float) -> dict[str, str]:
    at = str(int(now))
    return {
        "Linli-Gateway": gateway,
        "Linli-Time": at,
        "Linli-Signature": f"v1={_mac(secret, at, body)}",
    }


def is_genuine(secret: bytes, at: str, signature: str, body: bytes, now: float) -> bool:
    """Whether it was made with this secret for this body, within the last minutes."""
    if not (at.isascii() and at.isdigit() and abs(now - int(at)) <= FRESH):
        return False
    return hmac.compare_digest(f"v1={_mac(secret, at, body)}".encode(), signature.encode())


def _mac(secret: bytes, at: str, body: bytes) -> str:
    return hmac.new(secret, at.encode() + b"." + body, hashlib.sha256).hexdigest()
