"""A message to many is in the inbox of all who belong there, once it was started."""

from datetime import UTC, datetime

from .conftest import PLACE, Person


def inbox(person, **query):
    status, page = person.get("notices", **query)
    assert status == 200, page
    return page


def test_who_belongs_there_finds_it_and_others_do_not(
    register, gateway, drafted, zhao, wu, resident, call, member
):
    walker = Person(call, member("li", "grid_worker", PLACE + "001"))
    far = Person(call, member("far", "resident", "140105001002"))
    bulk = drafted(color="red")["id"]
    assert inbox(resident)["items"] == []
    for _ in range(2):
        wu.post(f"bulks/{bulk}/resumptions")
    for person in (resident, walker, zhao):
        [one] = inbox(person)["items"]
        assert (one["text"], one["kind"], one["about"]) == ("今晚停水", "warning", f"bulk#{bulk}")
    assert inbox(far)["items"] == []


def test_what_is_said_to_a_role_is_in_the_inbox_of_that_role(
    register, gateway, started, resident, zhao
):
    started(role="resident")
    assert len(inbox(resident)["items"]) == 1
    assert inbox(zhao)["items"] == []


def test_what_is_said_to_a_city_reaches_its_communities(
    register, gateway, drafted, call, member, resident, monkeypatch
):
    chief = Person(call, member("chief", "city_operator", "140100000000"))
    register.people_of = lambda **_: {"people": [], "next": None}
    status, bulk = chief.post(
        "bulks", {"place": "140100000000", "texts": {"zh": "台风", "en": "Typhoon"}}
    )
    assert status == 201, bulk
    chief.post(f"bulks/{bulk['id']}/resumptions")
    assert [one["zh"] for one in inbox(resident)["items"]] == ["台风"]


def test_it_lies_among_his_own_notices_by_time_page_by_page(
    register, gateway, started, resident, ask, monkeypatch
):
    from functions.notify.inbox import together

    ask("gao", cause="1")
    started()
    ask("gao", cause="2")
    ask("gao", cause="3")
    monkeypatch.setattr(together, "MOST", 2)
    first = inbox(resident)
    rest = inbox(resident, after=first["next"])
    templates = [one["template"] for one in first["items"] + rest["items"]]
    own = "incidents.dispatched"
    assert templates == [own, own, "notify.bulk", own]
    assert rest["next"] is None


def test_what_is_cancelled_is_in_no_inbox_any_more(register, gateway, started, resident, zhao):
    kept, gone = started(), started(color="red")
    assert len(inbox(resident)["items"]) == 2
    for _ in range(2):
        assert zhao.post(f"bulks/{gone}/cancellations")[0] == 201
    assert [one["about"] for one in inbox(resident)["items"]] == [f"bulk#{kept}"]


def test_a_warning_that_has_expired_is_in_no_inbox_any_more(
    register, gateway, started, resident, advance
):
    calm, _ = started(expires_in=60), started(expires_in=60, color="red")
    advance(PLACE, 59 * 60)
    assert len(inbox(resident)["items"]) == 2
    advance(PLACE, 120)
    assert [one["about"] for one in inbox(resident)["items"]] == [f"bulk#{calm}"]


def test_it_is_kept_as_long_as_any_notice(register, gateway, started, resident, advance, row):
    started()
    [told] = [one for one in row.scan() if one.pk.startswith("broadcast#")]
    days = (told.expires - datetime.now(UTC).timestamp()) / 86_400
    assert 179.9 < days < 180.1
    advance(PLACE, 179 * 86_400)
    assert len(inbox(resident)["items"]) == 1
    advance(PLACE, 2 * 86_400)  # its row may outlive its days
    assert inbox(resident)["items"] == []


def test_among_the_unread_are_only_his_own(register, gateway, started, resident):
    started()
    assert inbox(resident, unread="true")["items"] == []


def test_what_is_for_others_hides_nothing_that_is_for_him(
    register, gateway, started, resident, ask, monkeypatch
):
    from functions.notify.inbox import together

    ask("gao", cause="1")
    started()
    for _ in range(3):
        started(role="merchant")
    monkeypatch.setattr(together, "MOST", 2)
    templates, after = [], ""
    while after is not None:
        page = inbox(resident, after=after)
        templates += [one["template"] for one in page["items"]]
        after = page["next"]
    assert templates == ["notify.bulk", "incidents.dispatched"]
