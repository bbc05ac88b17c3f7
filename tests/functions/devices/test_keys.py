"""A device's certificates: revoked at once, replaced with the unit, renewed side by side."""

import pytest

from tests.functions.devices.conftest import HERE
from tests.functions.devices.onboarding import asks, certificate, state

DAY = 86_400
PATH = "/WM-WC-001"


def provision(own, thing="WM-WC-001"):
    """What the broker does of itself once the hook has allowed it."""
    from functions.devices.keys import broker

    iot = broker.iot()
    iot.create_thing(thingName=thing)
    about = iot.describe_certificate(certificateId=own)["certificateDescription"]
    iot.attach_policy(policyName=f"linli-test-devices-{HERE}", target=about["certificateArn"])
    iot.attach_thing_principal(thingName=thing, principal=about["certificateArn"])


def principals(broker):
    return [
        one.rpartition("/")[2]
        for one in broker.list_thing_principals(thingName="WM-WC-001")["principals"]
    ]


@pytest.fixture
def own(register, claim):
    """The certificate of a device that has claimed."""
    register(serial="AC-000001")
    made = certificate()
    assert asks("AC-000001", claim, made)["allowProvisioning"]
    provision(made)
    return made


@pytest.fixture
def sweep():
    def sweep():
        from functions.devices import sweeper
        from tests.conftest import CONTEXT

        return sweeper.handler({}, CONTEXT)

    return sweep


def test_what_is_revoked_is_let_in_no_more(ask, own, broker):
    why = {"reason": "失窃"}
    assert ask("POST", f"{PATH}/revocations", why, sub="property_manager", if_match=2)[0] == 403
    status, said = ask("POST", f"{PATH}/revocations", why, sub="community_worker", if_match=2)
    assert (status, said["state"], said["certificate"]) == (201, "revoked", None)
    assert state(own).active is False
    assert state(own).policies == set()
    assert principals(broker) == []
    again = ask("POST", f"{PATH}/revocations", why, sub="community_worker", if_match=2)
    assert again[0] == 201
    lines = ask("GET", f"{PATH}/history", sub="official")[1]["items"]
    assert [line["what"] for line in lines] == ["registered", "claimed", "revoked"]


def test_what_is_revoked_claims_nothing(ask, own, claim):
    ask("POST", f"{PATH}/revocations", {"reason": "失窃"}, sub="city", if_match=2)
    assert not asks("AC-000001", claim)["allowProvisioning"]
    assert not asks("AC-000001", own)["allowProvisioning"]
    assert not asks("AC-000001", claim, own)["allowProvisioning"]


def test_the_broker_is_told_by_the_next_sweep_if_it_did_not_answer(ask, own, sweep, monkeypatch):
    from functions.devices.keys import broker as told

    with monkeypatch.context() as broken:
        broken.setattr(told, "iot", lambda: 1 / 0)
        status, _ = ask("POST", f"{PATH}/revocations", {"reason": "失窃"}, sub="city", if_match=2)
    assert status == 500
    assert ask("GET", PATH, sub="official")[1]["state"] == "revoked"
    assert state(own).active is True
    assert sweep()["failed"] == 0
    assert state(own).active is False
    assert ask("GET", f"{PATH}/keys", sub="city")[1]["former"] == []


def test_another_unit_keeps_place_and_history(ask, own, claim):
    unit = {"serial": "AC-000002", "reason": "进水"}
    status, said = ask("POST", f"{PATH}/replacements", unit, sub="property_manager", if_match=2)
    assert (status, said["unit"], said["state"]) == (201, 2, "registered")
    assert state(own).active is False
    assert not asks("AC-000001", claim)["allowProvisioning"]
    new = certificate()
    answer = asks("AC-000002", claim, new)["parameterOverrides"]
    assert answer["ThingName"] == "WM-WC-001"
    assert answer["FirstBoot"] == str(10**9)
    lines = ask("GET", f"{PATH}/history", sub="official")[1]["items"]
    assert [line["what"] for line in lines] == ["registered", "claimed", "replaced", "claimed"]
    assert lines[2]["detail"] == {"former": "AC-000001", "serial": "AC-000002"}
    assert ask("GET", f"{PATH}/keys", sub="city")[1]["present"] == new


def test_no_message_of_a_new_unit_is_older_than_one_of_the_former(ask, own, claim):
    """However few times it was started itself."""
    from linli.messages import Message
    from linli.progress import Progress, Told, sift

    ask(
        "POST",
        f"{PATH}/replacements",
        {"serial": "AC-000002", "reason": "进水"},
        sub="city",
        if_match=2,
    )
    first = int(asks("AC-000002", claim)["parameterOverrides"]["FirstBoot"])
    from datetime import UTC, datetime

    now = datetime.now(UTC)
    sample = {"at": now, "measures": {"volume_m3": 1.0}}
    said = Message.model_validate({"v": 1, "boot": first + 1, "seq": 0, "samples": [sample]})
    former = Progress(boot=5_000, high=12, recent={12: "x"})
    assert not sift(former, [Told(0, said, "y", now)]).refused


def test_the_same_unit_may_be_mounted_anew(ask, own, claim):
    mended = {"serial": "AC-000001", "reason": "修复"}
    assert ask("POST", f"{PATH}/replacements", mended, sub="city", if_match=2)[1]["unit"] == 2
    assert asks("AC-000001", claim)["allowProvisioning"]
    assert not asks("AC-000001", claim)["allowProvisioning"]


def revoked(ask):
    ask("POST", f"{PATH}/revocations", {"reason": "失窃"}, sub="city", if_match=2)


@pytest.mark.parametrize("sub", ["property_manager", "community_worker", "city"])
def test_nobody_mounts_a_revoked_unit_anew(ask, own, claim, sub):
    revoked(ask)
    found = {"serial": "AC-000001", "reason": "找回"}
    status, said = ask("POST", f"{PATH}/replacements", found, sub=sub, if_match=3)
    assert (status, said["code"]) == (409, "unit-revoked")
    assert ask("GET", PATH, sub="official")[1]["state"] == "revoked"
    assert not asks("AC-000001", claim)["allowProvisioning"]


def test_nobody_registers_a_revoked_unit_elsewhere(ask, own, claim, register):
    revoked(ask)
    status, said = register("WM-WC-002", serial="AC-000001")
    assert (status, said["code"]) == (409, "unit-revoked")
    register("WM-WC-003", serial="AC-000003")
    moved = {"serial": "AC-000001", "reason": "移装"}
    said = ask("POST", "/WM-WC-003/replacements", moved, sub="property_manager", if_match=1)[1]
    assert said["code"] == "unit-revoked"
    assert not asks("AC-000001", claim)["allowProvisioning"]


def test_another_unit_takes_the_place_of_a_revoked_one_which_stays_out(ask, own, claim):
    revoked(ask)
    new, old = ({"serial": f"AC-00000{n}", "reason": "失窃"} for n in (2, 1))
    status, said = ask("POST", f"{PATH}/replacements", new, sub="property_manager", if_match=3)
    assert (status, said["state"], said["unit"]) == (201, "registered", 2)
    back = ask("POST", f"{PATH}/replacements", old, sub="property_manager", if_match=4)
    assert back[1]["code"] == "unit-revoked"
    assert not asks("AC-000001", claim)["allowProvisioning"]
    assert ask("GET", "/refusals", sub="city")[1]["items"][0]["why"] == "device-revoked"
    assert asks("AC-000002", claim)["allowProvisioning"]


def test_a_revoked_unit_is_out_though_its_device_is_retired(ask, own, register):
    from functions.devices.keys import acts

    revoked(ask)
    ask("POST", f"{PATH}/retirements", {"reason": "拆除"}, sub="city", if_match=3)
    acts.retire("WM-WC-001", HERE)
    assert register("WM-WC-002", serial="AC-000001")[1]["code"] == "unit-revoked"


def test_a_unit_that_is_mounted_elsewhere_replaces_nothing(ask, own, register):
    register("WM-WC-002", serial="AC-000002")
    taken = {"serial": "AC-000002", "reason": "进水"}
    said = ask("POST", f"{PATH}/replacements", taken, sub="city", if_match=2)[1]
    assert said["code"] == "serial-elsewhere"
    assert ask("GET", PATH, sub="official")[1]["unit"] == 1


def test_the_former_certificate_is_good_beside_the_new_one_for_a_week(
    ask, own, broker, sweep, advance
):
    from functions.devices.keys import acts

    new = certificate()
    assert not asks("AC-000001", own, new)["allowProvisioning"]  # nobody lets it yet
    assert ask("POST", f"{PATH}/rotations", {}, sub="community_worker")[0] == 403
    assert ask("POST", f"{PATH}/rotations", {}, sub="city")[1]["renewal"]["open"] is True
    assert "linli-test-devices-claim" in state(own).policies
    answer = asks("AC-000001", own, new)
    assert answer["allowProvisioning"]
    assert asks("AC-000001", own, new) == answer
    provision_again(broker, new)
    assert not asks("AC-000001", own)["allowProvisioning"]  # once
    keys = ask("GET", f"{PATH}/keys", sub="city")[1]
    assert (keys["present"], keys["former"][0]["certificate"]) == (new, own)
    advance(HERE, 6 * DAY)
    acts.look("keys#WM-WC-001", "keys")
    assert state(own).active
    advance(HERE, 2 * DAY)
    sweep()
    assert not state(own).active
    assert state(new).active
    assert principals(broker) == [new]


def provision_again(broker, new):
    arn = broker.describe_certificate(certificateId=new)["certificateDescription"]["certificateArn"]
    broker.attach_thing_principal(thingName="WM-WC-001", principal=arn)


def test_a_rotation_that_nobody_used_is_closed(ask, own, sweep, advance):
    ask("POST", f"{PATH}/rotations", {}, sub="city")
    advance(HERE, 8 * DAY)
    sweep()
    assert "linli-test-devices-claim" not in state(own).policies
    assert not asks("AC-000001", own)["allowProvisioning"]
    assert ask("GET", f"{PATH}/keys", sub="city")[1]["renewal"] is None


def test_the_certificates_of_what_is_retired_end(ask, own):
    from functions.devices.keys import acts

    ask("POST", f"{PATH}/retirements", {"reason": "拆除"}, sub="city", if_match=2)
    acts.retire("WM-WC-001", HERE)
    acts.retire("WM-WC-001", HERE)
    assert state(own).active is False


def test_a_unit_of_what_is_retired_may_stand_elsewhere(ask, own, register, claim):
    from functions.devices.keys import acts

    ask("POST", f"{PATH}/retirements", {"reason": "拆除"}, sub="city", if_match=2)
    acts.retire("WM-WC-001", HERE)
    assert register("WM-WC-002", serial="AC-000001")[0] == 201
    assert asks("AC-000001", claim)["allowProvisioning"]


def test_who_takes_its_messages_is_told_from_where_the_next_unit_counts(ask, own, claim, told):
    """Of a unit whose boots were far ahead nothing stands in the way of the next one's."""
    why = {"serial": "AC-000002", "reason": "更换"}
    assert ask("POST", f"{PATH}/replacements", why, sub="community_worker", if_match=2)[0] == 201
    [said] = [detail for name, detail in told() if name == "CertificatesEnded"]
    assert said["certificates"] == [own]
    assert said["valid_until"] == said["at"]  # what it sent before still counts
    answer = asks("AC-000002", claim, certificate())
    assert str(said["first_boot"]) == answer["parameterOverrides"]["FirstBoot"]


def test_nothing_counts_any_more_of_what_was_revoked_or_retired(ask, own, told):
    why = {"reason": "失窃"}
    ask("POST", f"{PATH}/revocations", why, sub="community_worker", if_match=2)
    [said] = [detail for name, detail in told() if name == "CertificatesEnded"]
    assert (said["certificates"], said["valid_until"]) == ([own], None)
