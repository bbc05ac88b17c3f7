"""Signatures of makers: Ed25519, or ECDSA with SHA-256; and certificate signing requests."""

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from cryptography.x509 import load_pem_x509_csr

from linli.errors import Invalid

CURVES = ("secp256r1", "secp384r1", "secp521r1")


def key_of(pem: str) -> Ed25519PublicKey | EllipticCurvePublicKey:
    """Parse a public key; Invalid if it is of another type."""
    try:
        key = load_pem_public_key(pem.encode())
    except (ValueError, UnsupportedAlgorithm):
        raise Invalid("key-unreadable", "/body/public_keys") from None
    if isinstance(key, EllipticCurvePublicKey) and key.curve.name in CURVES:
        return key
    if isinstance(key, Ed25519PublicKey):
        return key
    raise Invalid("key-of-another-sort", "/body/public_keys")


def verified(pem: str, signature: bytes, text: bytes) -> bool:
    key = key_of(pem)
    try:
        if isinstance(key, Ed25519PublicKey):
            key.verify(signature, text)
        else:
            key.verify(signature, text, ECDSA(SHA256()))
    except InvalidSignature:
        return False
    return True


def request_of(pem: str) -> str:
    """A certificate signing request with a valid self-signature."""
    try:
        csr = load_pem_x509_csr(pem.encode())
        sound = csr.is_signature_valid
    except (ValueError, UnsupportedAlgorithm):
        sound = False
    if not sound:
        raise Invalid("csr-unreadable", "/body/csr")
    return pem
