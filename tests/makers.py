"""A maker of devices, who signs manifests."""

from base64 import b64encode

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID

FORM = PublicFormat.SubjectPublicKeyInfo


class Maker:
    """Ed25519, unless it signs by a curve of NIST's."""

    def __init__(self, *, nist=False):
        self.nist = nist
        self.key = generate_private_key(SECP256R1()) if nist else Ed25519PrivateKey.generate()

    @property
    def pem(self):
        return self.key.public_key().public_bytes(Encoding.PEM, FORM).decode()

    @property
    def public_keys(self):
        return [{"id": "2026", "pem": self.pem}]

    def card(self, maker="acme"):
        return {"id": maker, "name": "某厂", "public_keys": self.public_keys}

    @staticmethod
    def text(*rows, batch="2026-07", maker="acme"):
        head = ("linli-manifest/1", f"maker={maker}", f"batch={batch}", "issued=2026-07-01")
        return "\n".join((*head, "serial,kind", *rows, ""))

    def signed(self, text):
        how = (ECDSA(SHA256()),) if self.nist else ()
        return b64encode(self.key.sign(text.encode(), *how)).decode()

    def upload(self, text, community, **more):
        return {"text": text, "signature": self.signed(text), "community": community, **more}


def csr():
    key = generate_private_key(SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "batch")])
    asked = x509.CertificateSigningRequestBuilder().subject_name(name).sign(key, SHA256())
    return asked.public_bytes(Encoding.PEM).decode()
