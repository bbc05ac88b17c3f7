"""A unit claims its certificate once, if its maker signed it and somebody waits for it."""

import pytest

from tests.functions.devices import onboarding
from tests.functions.devices.conftest import HERE, ROWS, THERE
from tests.functions.devices.onboarding import asks, certificate
from tests.makers import Maker

text = Maker.text


@pytest.fixture
def why(ask):
    """Why the last one was refused, as an operator sees it."""

    def why():
        return ask("GET", "/refusals", sub="city")[1]["items"][0]["why"]

    return why


def test_a_unit_that_is_waited_for_claims_once(ask, register, claim):
    register(serial="AC-000001")
    own = certificate()
    answer = asks("AC-000001", claim, own)
    assert answer["allowProvisioning"] is True
    given = answer["parameterOverrides"]
    assert given["ThingName"] == "WM-WC-001"
    assert given["Policy"] == f"linli-test-devices-{HERE}"
    assert given["FirstBoot"] == "0"
    device = ask("GET", "/WM-WC-001", sub="official")[1]
    assert (device["state"], device["certificate"]) == ("active", own)
    assert asks("AC-000001", claim, own) == answer  # it did not hear the first time
    assert asks("AC-000001", claim) == {"allowProvisioning": False}
    lines = ask("GET", "/WM-WC-001/history", sub="official")[1]["items"]
    assert [line["what"] for line in lines] == ["registered", "claimed"]


def test_the_policy_of_a_claimed_device_stands(register, claim, broker):
    register(serial="AC-000001")
    given = asks("AC-000001", claim)["parameterOverrides"]
    policy = broker.get_policy(policyName=given["Policy"])["policyDocument"]
    reading = f"{given['Topic']}/reading"
    ingest = given["Ingest"].format(channel="reading")
    assert ingest == f"$aws/rules/linli_test_devices_reading/{reading}"
    for address in (reading, ingest, given["Report"]):
        assert address.replace("WM-WC-001", "${iot:Connection.Thing.ThingName}") in policy


def test_fifty_claims_of_one_serial_are_one(register, claim):
    register(serial="AC-000001")
    allowed = [asks("AC-000001", claim)["allowProvisioning"] for _ in range(51)]
    assert allowed == [True] + [False] * 50


def test_who_is_refused_is_seen_with_why(ask, register, maker, claim, give, why):
    other = maker.upload(text("AC-100001,water_meter", batch="2026-08"), HERE)
    assert ask("POST", "/batches", other, sub="city")[0] == 201
    assert not asks("AC-999999", claim)["allowProvisioning"]
    assert why() == "serial-not-in-manifest"
    assert not asks("AC-100001", claim)["allowProvisioning"]
    assert why() == "wrong-batch"
    assert not asks("AC-000002", claim)["allowProvisioning"]
    assert why() == "nobody-waits"
    register(serial="AC-000002", kind="gas_meter", device_id="GM-WC-001")
    assert not asks("AC-000002", claim)["allowProvisioning"]
    assert why() == "another-kind"
    assert not asks("AC-000002", certificate())["allowProvisioning"]
    assert why() == "claim-unknown"
    assert not asks("no serial at all", claim)["allowProvisioning"]
    assert why() == "not-a-serial"


def test_a_claim_certificate_that_was_revoked_claims_nothing(ask, register, claim, why):
    register(serial="AC-000001")
    path = f"/claims/{claim}/revocations"
    assert ask("POST", path, {}, sub="city")[1]["ended_at"]
    assert onboarding.state(claim).active is False
    assert onboarding.state(claim).policies == set()
    assert not asks("AC-000001", claim)["allowProvisioning"]
    assert why() == "claim-unknown"


def test_the_same_request_again_gets_the_same_claim_certificate(ask, claim, maker):
    from tests.makers import csr

    path, key = "/batches/acme.2026-07/claims", {"sub": "city", "idempotency_key": "k" * 10}
    body = {"csr": csr()}
    assert ask("POST", path, body, sub="city")[0] == 422  # without a key
    status, first = ask("POST", path, body, **key)
    assert (status, ask("POST", path, body, **key)) == (201, (201, first))
    shown = ask("GET", path, sub="city")[1]["items"]
    assert [one["id"] for one in shown].count(first["id"]) == 1
    assert len(shown) == 2  # and that of the fixture
    assert onboarding.state(first["id"]).active is True
    other = ask("POST", path, {"csr": csr()}, **key)
    assert (other[0], other[1]["code"]) == (422, "idempotency-key-reused")
    assert ask("POST", path, body, sub="city", idempotency_key="l" * 10)[1]["id"] != first["id"]


def test_a_claim_certificate_that_was_revoked_is_not_let_in_by_the_request_that_made_it(ask, claim):
    from tests.makers import csr

    path, key = "/batches/acme.2026-07/claims", {"sub": "city", "idempotency_key": "k" * 10}
    body = {"csr": csr()}
    first = ask("POST", path, body, **key)[1]["id"]
    ask("POST", f"/claims/{first}/revocations", {}, sub="city")
    assert ask("POST", path, body, **key)[1]["id"] == first
    assert onboarding.state(first).active is False
    assert onboarding.state(first).policies == set()


def test_of_two_requests_at_once_one_counts(claim, monkeypatch):
    """The broker makes two; one is kept, the other is worth nothing."""
    from functions.devices.keys import broker
    from functions.devices.onboarding import giving, store
    from linli.request import Request
    from tests.makers import csr

    batch, request = store.batch("acme.2026-07"), Request("f" * 26, "digest")
    made, quicker, certify = [], [], broker.certify

    def overtaken(text):
        made.append(certify(text))
        if len(made) == 1:
            quicker.append(giving.give(batch, text, "anna", request))
        return made[0] if quicker else made[-1]

    monkeypatch.setattr(broker, "certify", overtaken)
    assert giving.give(batch, csr(), "anna", request) == quicker[0]
    assert quicker[0][0] == made[1]
    assert [onboarding.state(one).policies for one in made] == [set(), {broker.claims()}]


def test_a_retired_device_claims_nothing(ask, register, claim, why):
    register(serial="AC-000001")
    ask("POST", "/WM-WC-001/retirements", {"reason": "拆除"}, sub="city", if_match=1)
    assert not asks("AC-000001", claim)["allowProvisioning"]
    assert why() == "device-retired"


def test_no_more_of_a_batch_claim_in_an_hour_than_may(ask, register, maker, give, why, one_window):
    rare = maker.upload(text(*ROWS), HERE, hourly=2)
    assert ask("POST", "/batches", rare, sub="city")[1]["hourly"] == 2
    claim = give()
    for number in range(1, 4):
        register(f"WM-WC-00{number}", serial=f"AC-00000{number}")
    allowed = [asks(f"AC-00000{n}", claim)["allowProvisioning"] for n in range(1, 4)]
    assert allowed == [True, True, False]
    assert why() == "over-rate"


def test_many_refusals_in_an_hour_are_told_once(claim, row):
    for number in range(12):
        asks(f"AC-9{number:05}", claim)
    told = [event for one in row.scan() for event in one.events or [] if "ClaimsRefused" in event]
    assert len(told) == 1
    assert HERE in told[0]


def test_a_serial_is_waited_for_in_one_place(register):
    assert register(serial="AC-000001")[0] == 201
    assert register("WM-WC-002", serial="AC-000001")[1]["code"] == "serial-elsewhere"


@pytest.mark.parametrize("nist", [False, True])
def test_a_manifest_is_what_its_maker_signed(ask, people, nist):
    maker = Maker(nist=nist)
    ask("POST", "/makers", maker.card(), sub="city")
    upload = maker.upload(text(*ROWS), HERE)
    status, said = ask("POST", "/batches", upload, sub="city")
    assert (status, said["serials"], said["kinds"]) == (201, 5, {"water_meter": 5})
    assert ask("GET", f"/batches/{said['id']}", sub="city") == (200, {**said, "names": {}})
    assert ask("GET", "/batches/acme.2026-01", sub="city")[0] == 404
    assert ask("POST", "/batches", upload, sub="city")[0] == 201
    changed = upload | {"text": text(*ROWS, "AC-000006,water_meter")}
    assert ask("POST", "/batches", changed, sub="city")[1]["code"] == "manifest-not-signed"
    longer = maker.upload(changed["text"], HERE)
    assert ask("POST", "/batches", longer, sub="city")[1]["code"] == "batch-known"


def test_a_key_that_was_taken_away_proves_nothing(ask, maker):
    other = Maker()
    card = {"name": "某厂", "public_keys": other.public_keys}
    assert ask("PUT", "/makers/acme", card, sub="city", if_match=1)[0] == 200
    upload = maker.upload(text(*ROWS), HERE)
    assert ask("POST", "/batches", upload, sub="city")[1]["code"] == "manifest-not-signed"


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        (text(*reversed(ROWS)), "manifest-out-of-order"),
        (text(ROWS[0], ROWS[0]), "manifest-out-of-order"),
        (text("AC-000001;water_meter"), "manifest-unreadable"),
        (text(*ROWS).replace("\n", "\r\n"), "manifest-unreadable"),
        (text(*ROWS)[:-1], "manifest-unreadable"),
        (text(), "manifest-unreadable"),
        (text(*ROWS).replace("2026-07-01", "2026-7-1"), "manifest-unreadable"),
        ("linli-manifest/1", "manifest-unreadable"),
    ],
)
def test_a_manifest_is_written_in_one_way(ask, maker, broken, code):
    assert ask("POST", "/batches", maker.upload(broken, HERE), sub="city")[1]["code"] == code


def test_a_manifest_of_many_pages_is_looked_up_in_one(ask, maker, give, register, calls):
    rows = [f"AC-{number:06},water_meter" for number in range(1_700)]
    ask("POST", "/batches", maker.upload(text(*rows), HERE), sub="city")
    claim = give()
    for number in (0, 499, 500, 1_699):
        register(f"WM-WC-{number}", serial=f"AC-{number:06}")
        assert asks(f"AC-{number:06}", claim)["allowProvisioning"]
    assert not asks("AC-001700", claim)["allowProvisioning"]
    assert not asks("AB-000001", claim)["allowProvisioning"]


@pytest.mark.parametrize("role", ["community_worker", "property_manager", "official"])
def test_only_operators_of_the_city_keep_makers_and_batches(ask, people, role):
    for path in ("/makers", "/batches", "/batches/acme.2026-07", "/refusals"):
        assert ask("GET", path, sub=role)[0] in (403, 404)
    assert ask("POST", "/makers", Maker().card(), sub=role)[0] in (403, 404)
    assert ask("POST", "/makers", Maker().card(), sub=f"far_{role}")[0] in (403, 404)
    assert THERE != HERE
