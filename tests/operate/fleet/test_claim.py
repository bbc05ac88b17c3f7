"""A unit becomes the thing that it is told to be, and counts its boots from where it is told."""

from operate.fleet import claim
from operate.fleet.card import Card
from operate.fleet.claim import Own
from operate.fleet.message import Counter

TOPIC = "linli/taiyuan/devices/140105001001/WM-WC-001"
TOLD = {
    "ThingName": "WM-WC-001",
    "Community": "140105001001",
    "Topic": TOPIC,
    "Report": f"{TOPIC}/report",
    "FirstBoot": "1000000000",
}
OWN = Own("ab" * 32, "certificate", "key", TOLD)


def test_what_it_is_told_is_its_card(tmp_path):
    card = claim.keep(OWN, tmp_path, "AC-000001")
    assert Card.read(tmp_path / "WM-WC-001") == card
    assert card.publishes["reading"] == f"{TOPIC}/reading"
    assert card.listens == (f"{TOPIC}/command",)
    assert (card.serial, card.first_boot) == ("AC-000001", 10**9)
    key = tmp_path / "WM-WC-001/private.pem"
    assert (key.read_text(), key.stat().st_mode & 0o77) == ("key", 0)


def test_the_same_device_goes_on_measuring(tmp_path):
    before = claim.keep(OWN, tmp_path, "AC-000001").model_copy(update={"before": 48})
    assert claim.keep(OWN, tmp_path, "AC-000002", before).before == 48


def test_boots_are_counted_from_the_certificate(tmp_path):
    file = tmp_path / "boots.json"
    assert [Counter(file).boot, Counter(file).boot] == [1, 2]
    assert [Counter(file, 10**9).boot, Counter(file, 10**9).boot] == [10**9, 10**9 + 1]
