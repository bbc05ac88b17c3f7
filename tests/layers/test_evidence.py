"""A kept photo holds its pixels and nothing else."""

import hashlib
import io

import boto3
import pytest
from moto import mock_aws
from PIL import Image

from linli.errors import Invalid


def photo(width=80, height=40, kind="JPEG"):
    exif = Image.Exif()
    exif[0x010E] = "home of somebody"  # ImageDescription
    exif[0x0112] = 6  # Orientation: turned by a quarter
    out = io.BytesIO()
    Image.new("RGB", (width, height), "red").save(out, kind, exif=exif, comment=b"secret")
    return out.getvalue()


@pytest.fixture
def bucket():
    with mock_aws():
        from linli import evidence

        s3 = boto3.client("s3")
        where = {"LocationConstraint": "cn-north-1"}
        s3.create_bucket(Bucket=evidence.BUCKET, CreateBucketConfiguration=where)
        yield s3


def test_place_and_comments_are_gone_and_the_picture_upright():
    from linli.evidence import cleaned

    assert b"secret" in photo()
    kept = cleaned(photo())
    assert b"secret" not in kept
    assert b"somebody" not in kept
    with Image.open(io.BytesIO(kept)) as picture:
        assert picture.size == (40, 80)
        assert not picture.getexif()


def test_a_large_photo_is_kept_smaller():
    from linli.evidence import SIDE, cleaned

    with Image.open(io.BytesIO(cleaned(photo(4_000, 1_000)))) as picture:
        assert max(picture.size) == SIDE


def test_a_photo_of_a_large_camera_is_taken_and_a_picture_too_large_to_open_is_not():
    from linli.evidence import SIDE, cleaned

    with Image.open(io.BytesIO(cleaned(photo(8_000, 6_000)))) as picture:
        assert max(picture.size) == SIDE
    with pytest.raises(Invalid, match="too-large"):
        cleaned(photo(5_000, 5_000, "PNG"))


@pytest.mark.parametrize("bad", [b"", b"GIF89a<script>", photo()[:100], b"<svg/>"])
def test_what_is_no_photo_is_refused(bad):
    from linli.evidence import cleaned

    with pytest.raises(Invalid, match="not-a-photo"):
        cleaned(bad)


def test_only_what_was_sent_can_be_confirmed_and_twice_is_once(bucket):
    from linli.evidence import BUCKET, confirm

    with pytest.raises(Invalid, match="nothing-sent"):
        confirm("incidents/1/a")
    bucket.put_object(Bucket=BUCKET, Key="incoming/incidents/1/a", Body=photo())
    kept = confirm("incidents/1/a")
    assert kept == confirm("incidents/1/a")
    body = bucket.get_object(Bucket=BUCKET, Key=kept.key)["Body"].read()
    assert len(body) == kept.size


def test_another_photo_for_the_same_offer_does_not_replace_the_first(bucket):
    from linli.evidence import BUCKET, confirm

    bucket.put_object(Bucket=BUCKET, Key="incoming/incidents/1/a", Body=photo())
    first = confirm("incidents/1/a")
    bucket.put_object(Bucket=BUCKET, Key="incoming/incidents/1/a", Body=photo(100, 100))
    second = confirm("incidents/1/a")
    body = bucket.get_object(Bucket=BUCKET, Key=first.key)["Body"].read()
    assert hashlib.sha256(body).hexdigest() == first.sha256 != second.sha256


@pytest.mark.parametrize("region", ["us-west-2", "eu-central-1", "cn-north-1"])
def test_addresses_are_signed_as_an_encrypted_bucket_demands(region, monkeypatch):
    from linli import evidence

    monkeypatch.setenv("AWS_DEFAULT_REGION", region)
    evidence.s3.cache_clear()
    form = evidence.offer("incidents/1/a", "image/png")
    assert form["fields"]["x-amz-algorithm"] == "AWS4-HMAC-SHA256"
    assert region in form["url"]
    assert "X-Amz-Signature" in evidence.address("kept/incidents/1/a.jpg")
    evidence.s3.cache_clear()


def test_an_offer_is_for_photos_only(bucket):
    from linli.evidence import offer

    form = offer("incidents/1/a", "image/png")
    assert form["fields"]["key"] == "incoming/incidents/1/a"
    with pytest.raises(Invalid, match="not-a-photo"):
        offer("incidents/1/a", "image/svg+xml")
