"""Passkeys: only the device that was added, on this site, with its person verified."""

import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode

import pytest

from operate.scenario.authenticator import AlreadyThere, Authenticator
from tests.functions.accounts.sign_in.visitor import ASKED, ORIGIN, hidden, said


@pytest.fixture
def device(visitor):
    """A device whose passkey wang-fang has added; his browser is signed in."""
    made = Authenticator()
    assert add(visitor, made).status == 201
    return made


def add(visitor, device, origin=ORIGIN, sub="wang-fang"):
    if "__Host-linli-session" not in visitor.cookies:
        visitor.by_invitation(sub)
    answer, proof = visitor.offer("new", "account")
    offered = json.loads(answer.body)
    made = device.make(offered["options"], origin)
    told = {"csrf": proof, "challenge": offered["challenge"], "answer": made}
    return visitor.send("POST", "passkeys", said=told)


def sign(visitor, device, origin=ORIGIN, **changes):
    """Signs in with the passkey, in a browser that is not signed in."""
    offered = json.loads(visitor.offer()[0].body)
    signed = device.sign(offered["options"] | changes.pop("options", {}), origin)
    signed["response"] |= changes.pop("response", {})
    form = hidden(visitor.page().body, "passkey")
    form |= {"challenge": offered["challenge"], "answer": json.dumps(signed | changes)}
    return visitor.send("POST", "authorize", ASKED, form), form


def test_a_passkey_signs_in_without_a_name(visitor, another, device):
    reply, _ = sign(another(), device)
    assert reply.status == 303
    body = json.loads(another().redeem(said(reply)["code"]).body)
    claims = json.loads(_decoded(body["access_token"].split(".")[1]))
    assert (claims["sub"], claims["amr"]) == ("wang-fang", ["passkey"])


def test_what_is_offered_asks_for_the_person_and_this_site(visitor, device):
    new = json.loads(visitor.offer("new", "account")[0].body)["options"]
    assert new["rp"]["id"] == ORIGIN.partition("//")[2]
    assert new["authenticatorSelection"]["userVerification"] == "required"
    assert new["authenticatorSelection"]["residentKey"] == "required"
    assert new["attestation"] == "none"
    assert len(new["excludeCredentials"]) == 1
    assert new["user"]["id"] == urlsafe_b64encode(b"wang-fang").rstrip(b"=").decode()


@pytest.mark.parametrize(
    "change",
    [
        {"origin": "https://evil.example"},
        {"options": {"challenge": urlsafe_b64encode(b"c" * 32).decode()}},
        {"response": {"signature": "AAAA"}},
        {"response": {"userHandle": urlsafe_b64encode(b"li-na").decode()}},
        {"response": {"userHandle": ""}},
        {"id": "AAAA"},
        {"type": "password"},
        {"response": {"authenticatorData": "AAAA"}},
        {"response": {"clientDataJSON": "AAAA"}},
        {"response": None},
    ],
)
def test_a_false_answer_is_refused_and_spends_the_challenge(another, device, change):
    browser = another()
    if change.get("response", "") is None:
        form = hidden(browser.page().body, "passkey") | {"challenge": "x", "answer": "[]"}
        reply = browser.send("POST", "authorize", ASKED, form)
    else:
        reply, form = sign(browser, device, **change)
    assert reply.status == 400
    assert "通行密钥未通过核验" in reply.body
    assert browser.send("POST", "authorize", ASKED, form).status == 400


def test_a_challenge_is_good_for_one_answer(another, device):
    device.counts, browser = False, another()
    reply, form = sign(browser, device)
    assert reply.status == 303
    browser.cookies.pop("__Host-linli-session")
    assert browser.send("POST", "authorize", ASKED, form).status == 400


def test_another_site_is_not_served(another, device):
    """A device that signs for a page of another name gives another hash."""
    device.credentials[0].site = "evil.example"
    reply, _ = sign(another(), device, options={"rpId": "evil.example"})
    assert reply.status == 400


def test_without_the_person_verified_nothing_is_added_and_nobody_let_in(visitor, another, device):
    device.verifies = False
    assert sign(another(), device)[0].status == 400
    assert add(visitor, Authenticator(verifies=False)).status == 400
    device.verifies = True
    assert sign(another(), device)[0].status == 303


def test_a_copied_device_is_noticed(another, device):
    assert sign(another(), device)[0].status == 303
    device.credentials[0].signs -= 1
    assert sign(another(), device)[0].status == 400


def test_a_passkey_is_added_by_its_page_in_its_session_only(visitor, another, device):
    assert add(visitor, Authenticator(), origin="https://evil.example").status == 400
    answer, proof = visitor.offer("new", "account")
    offered = json.loads(answer.body)
    made = Authenticator().make(offered["options"], ORIGIN)
    told = {"challenge": offered["challenge"], "answer": made}
    assert visitor.send("POST", "passkeys", said=told | {"csrf": "0" * 64}).status == 403
    assert another().send("POST", "passkeys", said=told | {"csrf": proof}).status == 403
    stranger = another()
    stranger.by_invitation("li-na")
    told["csrf"] = stranger.offer("new", "account")[1]
    assert stranger.send("POST", "passkeys", said=told).status == 400  # offered to wang-fang
    assert another().offer("new", "authorize")[0].status == 401


def test_an_offer_is_made_to_the_issuers_page_only(visitor):
    visitor.page()
    assert visitor.send("POST", "passkeys/offers", said={"for": "sign"}).status == 403
    assert visitor.send("POST", "passkeys/offers", form={"for": "sign"}).status == 403
    assert visitor.send("POST", "passkeys/offers", said={"csrf": ["x"]}).status == 403


def test_what_was_offered_for_signing_adds_nothing(visitor):
    visitor.by_invitation()
    answer, proof = visitor.offer("sign", "account")
    options = json.loads(visitor.offer("new", "account")[0].body)["options"]
    offered = json.loads(answer.body)
    made = Authenticator().make(options | {"challenge": offered["options"]["challenge"]}, ORIGIN)
    told = {"csrf": proof, "challenge": offered["challenge"], "answer": made}
    assert visitor.send("POST", "passkeys", said=told).status == 400


def test_a_removed_passkey_and_one_from_before_a_recovery_let_nobody_in(visitor, another, device):
    from datetime import UTC, datetime

    from functions.accounts.members import store as store_members

    second = Authenticator()
    assert add(visitor, second).status == 201
    assert sign(another(), second)[0].status == 303
    listed = re.findall(r'name="passkey" value="([^"]+)"', visitor.send("GET", "account").body)
    credential = device.sign({"rpId": ORIGIN[8:], "challenge": "AAAA"}, ORIGIN)["id"]
    assert credential in listed
    assert visitor.submit("remove", path="account", passkey=credential).status == 303
    assert sign(another(), device)[0].status == 400
    before = store_members.actor("wang-fang")
    store_members.save(before, before.model_copy(update={"tokens_since": datetime.now(UTC)}))
    assert sign(another(), second)[0].status == 400
    assert add(another(), second).status == 201
    assert sign(another(), second)[0].status == 303


def test_a_device_whose_passkey_counts_makes_no_second_one(visitor, device):
    with pytest.raises(AlreadyThere):
        add(visitor, device)


def _decoded(part):
    return urlsafe_b64decode(part + "=" * (-len(part) % 4))


def test_a_person_hears_of_each_new_passkey(visitor, device, told):
    [notice] = [one for name, one in told() if name == "NoticeAsked"]
    assert (notice["person"], notice["template"]) == ("wang-fang", "accounts.passkey-added")


def test_an_old_sign_in_adds_none(visitor, monkeypatch):
    """A session that was stolen would make itself last."""
    from datetime import timedelta

    from functions.accounts.people import rules as rules_people

    visitor.by_invitation()
    answer, proof = visitor.offer("new", "account")
    offered = json.loads(answer.body)
    monkeypatch.setattr(rules_people, "FRESH", timedelta(0))
    assert visitor.offer("new", "account")[0].status == 401
    made = Authenticator().make(offered["options"], ORIGIN)
    told = {"csrf": proof, "challenge": offered["challenge"], "answer": made}
    assert visitor.send("POST", "passkeys", said=told).status == 403
