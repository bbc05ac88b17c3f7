"""The city's own screens come to its sign-in: from where they stand, and by an address for once."""

import pytest

from tests.functions.accounts.sign_in.visitor import ASKED, ORIGIN, asked, hidden, said

SCREENS = {"client_id": "linli-web", "redirect_uri": f"{ORIGIN}/signed-in"}
LAPTOP = {"client_id": "linli-web", "redirect_uri": "http://a1.execute-api.localhost:1/signed-in"}
API = "http://127.0.0.1:4566/_aws/execute-api/abc/$default"


def test_the_screens_get_tokens_where_they_stand(visitor):
    assert visitor.tokens("wang-fang", **SCREENS)["access_token"]


def test_the_screens_of_a_laptop_have_a_name_of_their_own_and_nowhere_else(visitor, monkeypatch):
    assert visitor.page(**LAPTOP).status == 400
    monkeypatch.setenv("ISSUER", f"{API}/sign-in")
    assert visitor.send("GET", "authorize", ASKED | LAPTOP, host="127.0.0.1:4566").status == 200


@pytest.mark.parametrize(
    "asking",
    [
        SCREENS | {"redirect_uri": f"{ORIGIN}/signed-in/x"},
        SCREENS | {"redirect_uri": f"{ORIGIN}.evil.example/signed-in"},
        SCREENS | {"redirect_uri": "https://evil.example/signed-in"},
        SCREENS | {"client_id": "linli-cli"},
        SCREENS | {"client_id": "linli-kiosk"},
    ],
)
def test_nothing_is_sent_beside_the_screens(visitor, asking):
    assert visitor.page(**asking).status == 400


def test_a_token_is_renewed_without_a_question_for_as_long_as_the_session_lasts(visitor):
    visitor.by_invitation(asking=SCREENS)
    silent = visitor.page(**SCREENS, prompt="none")
    assert silent.status == 303
    assert said(silent)["code"]
    assert silent.headers["Location"].startswith(f"{ORIGIN}/signed-in?")


def test_an_address_for_once_fills_the_invitation_in_and_a_person_sends_it(visitor):
    code = visitor.invite("li-na")
    asking = SCREENS | {"login_hint": code, "prompt": "login"}
    page = visitor.page(**asking)
    assert "<details open>" in page.body
    assert f'value="{code}"' in page.body
    form = hidden(page.body, "invitation") | {"invitation": code}
    assert visitor.send("POST", "authorize", asked(**asking), form).status == 303


def test_a_hint_is_shown_as_text(visitor):
    page = visitor.page(**SCREENS, login_hint='"><script>alert(1)</script>')
    assert "<script>alert" not in page.body
