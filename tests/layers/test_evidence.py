"""A kept photo holds its pixels and nothing else."""

import hashlib
import io
import struct
from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest
from PIL import Image, ImageOps

from linli.errors import Invalid, NotFound
from linli.evidence.model import ContentType, Kept, in_time, with_kept
from linli.model import Noun
from tests import outside

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


class Photo(Noun):
    id: str = "a"
    content_type: ContentType = "image/png"
    until: datetime = NOON
    sha256: str | None = None
    key: str | None = None

    @property
    def place(self):
        return "incidents/1/a"


def photo(width=80, height=40, kind="JPEG"):
    exif = Image.Exif()
    exif[0x010E] = "home of somebody"  # ImageDescription
    exif[0x0112] = 6  # Orientation: turned by a quarter
    return outside.picture(size=(width, height), kind=kind, exif=exif, comment=b"secret")


@pytest.fixture
def sent(row):
    """sent(bytes): somebody posted them for incidents/1/a."""
    outside.make_bucket()
    return lambda data: outside.put("incoming/incidents/1/a", data)


def bytes_of(key):
    from linli.evidence import bucket

    return bucket.s3().get_object(Bucket=bucket.BUCKET, Key=key)["Body"].read()


def test_place_and_comments_are_gone_and_the_picture_upright():
    from linli.evidence.cleaning import cleaned

    assert b"secret" in photo()
    kept = cleaned(photo())
    assert b"secret" not in kept
    assert b"somebody" not in kept
    with Image.open(io.BytesIO(kept)) as picture:
        assert picture.size == (40, 80)
        assert not picture.getexif()


def test_an_exif_that_cannot_be_written_again_does_not_keep_a_photo_out():
    from linli.evidence.cleaning import cleaned

    orientation = struct.pack("<HHIHH", 0x0112, 3, 1, 6, 0)
    maker = struct.pack("<HHII", 0x010F, 4, 1, 1)  # a number instead of a name
    exif = b"Exif\0\0II*\0\x08\0\0\0\x02\0" + maker + orientation + bytes(4)
    width = struct.pack("<HHIi", 0x0100, 9, 1, -1)  # negative, where no sign is written
    for odd in (exif, exif.replace(maker, width)):
        sent = outside.picture(size=(80, 40), kind="JPEG", exif=odd)
        with Image.open(io.BytesIO(cleaned(sent))) as picture:
            assert picture.size == (40, 80)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_is_turned_as_pillow_would(orientation):
    from linli.evidence.cleaning import ORIENTATION, cleaned

    picture = Image.new("RGB", (64, 32), "red")
    picture.paste("blue", (0, 0, 16, 8))
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    picture.save(sent := io.BytesIO(), "PNG", exif=exif)
    with Image.open(sent) as source, Image.open(io.BytesIO(cleaned(sent.getvalue()))) as kept:
        upright = ImageOps.exif_transpose(source)
        assert kept.size == upright.size
        for corner in [(2, 2), (-3, 2), (2, -3), (-3, -3)]:
            place = tuple(at % side for at, side in zip(corner, kept.size, strict=True))
            blue = upright.getpixel(place) == (0, 0, 255)
            assert (kept.getpixel(place)[2] > 128) == blue


def test_a_large_photo_is_kept_smaller():
    from linli.evidence.cleaning import SIDE, cleaned

    with Image.open(io.BytesIO(cleaned(photo(4_000, 1_000)))) as picture:
        assert max(picture.size) == SIDE


def test_a_photo_of_a_large_camera_is_taken_and_a_picture_too_large_to_open_is_not():
    from linli.evidence.cleaning import SIDE, cleaned

    with Image.open(io.BytesIO(cleaned(photo(8_000, 6_000)))) as picture:
        assert max(picture.size) == SIDE
    with pytest.raises(Invalid, match="too-large"):
        cleaned(photo(5_000, 5_000, "PNG"))


def test_a_progressive_photo_is_taken_only_if_all_of_it_fits_into_memory():
    from linli.evidence.cleaning import cleaned

    sent = outside.picture(size=(3_000, 2_000), kind="JPEG", progressive=True)
    assert cleaned(sent)
    at = sent.index(b"\xff\xc2") + 5  # the frame's height and width
    large = sent[:at] + struct.pack(">HH", 6_000, 8_000) + sent[at + 4 :]
    with pytest.raises(Invalid, match="too-large"):
        cleaned(large)


@pytest.mark.parametrize(
    "bad",
    [b"", b"GIF89a<script>", photo()[:100], b"<svg/>", outside.huge()],
    ids=["nothing", "gif", "cut", "svg", "huge"],
)
def test_what_is_no_photo_is_refused(bad):
    from linli.evidence.cleaning import cleaned

    with pytest.raises(Invalid, match="not-a-photo"):
        cleaned(bad)


def test_only_what_was_sent_can_be_kept_and_twice_is_once(sent):
    from linli.evidence.keeping import keep

    with pytest.raises(Invalid, match="nothing-sent"):
        keep("incidents/1/a")
    sent(photo())
    kept = keep("incidents/1/a")
    assert kept == keep("incidents/1/a")
    assert len(bytes_of(kept.key)) == kept.size


def test_another_photo_for_the_same_offer_does_not_replace_the_first(sent):
    from linli.evidence.keeping import keep

    sent(photo())
    first = keep("incidents/1/a")
    sent(photo(100, 100))
    second = keep("incidents/1/a")
    assert hashlib.sha256(bytes_of(first.key)).hexdigest() == first.sha256 != second.sha256


def test_what_is_confirmed_is_saved_once_also_by_who_was_not_the_first(sent):
    from linli.errors import Conflict
    from linli.evidence.keeping import confirm

    rows, saved = [Photo()], []

    def save(one):
        saved.append(one)
        if len(saved) == 1:  # another worker was quicker
            rows.append(one.model_copy(update={"sha256": "the first"}))
            raise Conflict
        return one

    sent(photo())
    assert confirm(lambda: rows[-1], save).sha256 == "the first"
    assert confirm(lambda: rows[-1], save).sha256 == "the first"
    assert len(saved) == 1


def test_an_offer_ends_and_what_was_kept_in_time_stays():
    late = NOON + timedelta(seconds=1)
    assert in_time(Photo(), NOON) == Photo()
    with pytest.raises(NotFound):
        in_time(Photo(), late)
    kept = with_kept(Photo(), Kept("kept/a.jpg", "ab", 3))
    assert (kept.key, kept.sha256) == ("kept/a.jpg", "ab")
    assert in_time(kept, late) == kept


@pytest.mark.parametrize("region", ["us-west-2", "eu-central-1", "cn-north-1"])
def test_addresses_are_signed_as_an_encrypted_bucket_demands(region, monkeypatch):
    from linli.evidence import bucket, keeping

    monkeypatch.setenv("AWS_DEFAULT_REGION", region)
    bucket.s3.cache_clear()
    form = keeping.offer(Photo()).upload
    assert form["fields"]["x-amz-algorithm"] == "AWS4-HMAC-SHA256"
    assert form["fields"]["key"] == "incoming/incidents/1/a"
    assert region in form["url"]
    assert "X-Amz-Signature" in bucket.address("kept/incidents/1/a.jpg")
    bucket.s3.cache_clear()


def test_each_type_that_may_be_offered_can_be_opened():
    from linli.evidence.cleaning import TYPES

    assert set(get_args(ContentType)) == {*TYPES}
