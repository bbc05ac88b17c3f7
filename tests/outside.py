"""What stands outside of the code, in memory: the city's key, its bucket, its state machines, and
who sends to it.
"""

import io
from contextlib import contextmanager
from functools import cache
from itertools import cycle

import pytest


def make_key():
    """The city's key -> the client that made it."""
    from linli import aws, names

    kms = aws.client("kms")
    made = kms.create_key()["KeyMetadata"]["KeyId"]
    kms.create_alias(AliasName=names.people_key("test"), TargetKeyId=made)
    return kms


def few_primes(patch):
    """Whoever makes an RSA key gets one of four, as to make one takes longer than all the rest."""
    from cryptography.hazmat.primitives.asymmetric import rsa

    keys = _keys()
    patch.setattr(rsa, "generate_private_key", lambda *_, **__: next(keys))


@cache
def _keys():
    from cryptography.hazmat.primitives.asymmetric import rsa

    return cycle([rsa.generate_private_key(65537, 2048) for _ in range(4)])


@contextmanager
def city_key():
    """It stands, and no worker has unwrapped anything yet."""
    from linli import aws, seal

    for known in (aws.client, seal._keys):
        known.cache_clear()
    with pytest.MonkeyPatch.context() as patch:
        few_primes(patch)  # moto makes one for each key, of whatever kind
        yield make_key()
    for known in (aws.client, seal._keys):
        known.cache_clear()


def machines(monkeypatch, fake):
    """`fake` starts executions and answers their tokens."""
    from linli import workflow

    for name in ("start", "resume", "runs"):
        monkeypatch.setattr(workflow, name, getattr(fake, name))
    return fake


def make_bucket():
    from linli.evidence import bucket

    where = {"LocationConstraint": "cn-north-1"}
    bucket.s3().create_bucket(Bucket=bucket.BUCKET, CreateBucketConfiguration=where)


def put(key, data):
    from linli.evidence import bucket

    bucket.s3().put_object(Bucket=bucket.BUCKET, Key=key, Body=data)


def picture(color="red", size=(64, 64), kind="PNG", **more):
    from PIL import Image

    Image.new("RGB", size, color).save(out := io.BytesIO(), kind, **more)
    return out.getvalue()


def huge(side=20_000):
    """A PNG of that many pixels each way, made line by line: small to send, large to open."""
    import struct
    import zlib

    def chunk(kind, data):
        whole = kind + data
        return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))

    packed = zlib.compressobj(1)
    lines = b"".join(packed.compress(bytes(1 + side // 8)) for _ in range(side)) + packed.flush()
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", lines), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*one) for one in chunks)
