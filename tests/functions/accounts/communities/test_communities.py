"""Communities, as operators open and close them."""

import pytest

HERE = "140105001001"
WUCHENG = {"code": HERE, "name": {"zh": "坞城社区", "en": "Wucheng"}}


def test_a_community_joins_and_leaves_once_however_often_it_is_said(ask, told):
    first, again = ask("POST", "communities", WUCHENG), ask("POST", "communities", WUCHENG)
    assert first[0] == 201
    assert first == again
    closings = [ask("POST", f"communities/{HERE}/closures", {}) for _ in range(2)]
    assert closings[0] == closings[1]
    assert closings[0][1]["closed_at"]
    assert [name for name, _ in told()] == ["CommunityOpened", "CommunityClosed"]
    assert told()[0][1]["name_zh"] == "坞城社区"


def test_a_community_that_left_may_join_again_under_another_name(ask, told):
    ask("POST", "communities", WUCHENG)
    other = {**WUCHENG, "name": {"zh": "新坞城社区", "en": "New Wucheng"}}
    status, problem = ask("POST", "communities", other)
    assert (status, problem["code"]) == (409, "already-open")
    ask("POST", f"communities/{HERE}/closures")
    status, opened = ask("POST", "communities", other)
    assert (status, opened["closed_at"], opened["name"]["en"]) == (201, None, "New Wucheng")
    assert [fact["version"] for _, fact in told()] == [1, 2, 3]


def test_communities_are_listed_by_code_in_pages(ask, monkeypatch):
    from functions.accounts.communities import store as store_communities
    from linli.store import listing

    monkeypatch.setattr(
        store_communities, "listing", lambda *a, **more: listing(*a, **more, limit=2)
    )
    for code in ("140105001002", "140106001001", "140105001001"):
        ask("POST", "communities", {**WUCHENG, "code": code})
    first = ask("GET", "communities")[1]
    rest = ask("GET", "communities", query={"after": first["next"]})[1]
    codes = [one["code"] for one in first["items"] + rest["items"]]
    assert codes == ["140105001001", "140105001002", "140106001001"]
    assert rest["next"] is None


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("140105001000", 422),  # a subdistrict
        ("140105001", 422),
        ("140105001001003", 422),  # a grid
        ("140201001001", 404),  # of another city: where the operator is nobody
    ],
)
def test_only_a_community_of_the_city_can_join(ask, code, status):
    assert ask("POST", "communities", {**WUCHENG, "code": code})[0] == status


def test_even_a_provincial_operator_opens_no_community_of_another_city_here(ask, member):
    member("province", "city_operator", "140000000000")
    strange = {**WUCHENG, "code": "140201001001"}
    status, problem = ask("POST", "communities", strange, sub="province")
    assert (status, problem["errors"]) == (422, [{"pointer": "/body/code", "code": "not-in-city"}])


def test_staff_of_the_city_see_its_communities_and_others_do_not(ask, member):
    assert ask("GET", "communities", sub=member("a", "auditor", "140100000000"))[0] == 200
    assert ask("GET", "communities", sub=member("b", "community_worker", "140100000000"))[0] == 403
    assert ask("GET", "communities", sub=member("c", "auditor", HERE))[0] == 404
