"""A kept photo holds its pixels and nothing else."""

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


def test_an_offer_is_for_photos_only(bucket):
    from linli.evidence import offer

    form = offer("incidents/1/a", "image/png")
    assert form["fields"]["key"] == "incoming/incidents/1/a"
    with pytest.raises(Invalid, match="not-a-photo"):
        offer("incidents/1/a", "image/svg+xml")
