"""What could not be taken, and what died, is sent again from a screen; and people are chosen."""

import base64
import json
import re
import uuid

import pytest
from playwright.sync_api import expect

from linli import names
from tests import quarantine
from tests.waiting import until

SLOW = 60_000  # ms, for what machines do by themselves
FACILITIES = "设施"
QUARANTINE = "/v1/facilities/quarantine"


@pytest.fixture
def kept(world, cast):
    """Two messages that nobody can read, in quarantine."""
    cast.mount("lid")
    before = quarantine.kept(world, "facilities").keys()
    for payload in (b"{", b"["):
        body = {"channel": "alarm", "base64": base64.b64encode(payload).decode(), "wait": 5}
        world.fleet("POST", f"/devices/{cast.assets['lid']}/publish", body)
    return sorted(
        until(
            lambda: quarantine.kept(world, "facilities").keys() - before,
            30,
            holds=lambda new: len(new) >= 2,
        )
    )


def operator(desk, cast):
    page = desk("operator", "/ops/unread")
    expect(page.locator(".wait")).to_have_count(0, timeout=SLOW)
    return page, page.get_by_role("region", name=FACILITIES)


def test_a_message_is_sent_again_and_it_is_told_by_whom(desk, cast, kept, sound, shot):
    page, devices = operator(desk, cast)
    row = devices.get_by_role("row").filter(has_text=kept[0])
    row.get_by_role("button", name="重发", exact=True).click()
    asked = page.get_by_role("dialog")
    expect(asked).to_contain_text("把这条消息重新送去处理？")
    shot(page, "unread-asked")
    sound(page)
    asked.get_by_role("button", name="重发", exact=True).click()
    expect(devices.get_by_text("已重发 1 / 1")).to_be_visible(timeout=SLOW)
    expect(devices.get_by_role("row").filter(has_text=kept[0])).to_have_count(0)
    devices.locator("summary", has_text="以前重发或放弃的").click()
    expect(devices.get_by_role("listitem").filter(has_text=kept[0])).to_contain_text("您")
    shot(page, "unread-sent")
    sound(page)


def test_a_message_is_dropped_with_the_reason(desk, cast, kept, sound, shot):
    page, devices = operator(desk, cast)
    row = devices.get_by_role("row").filter(has_text=kept[0])
    expect(row).to_contain_text(cast.assets["lid"])
    row.get_by_role("button", name="放弃", exact=True).click()
    asked = page.get_by_role("dialog")
    asked.get_by_role("button", name="放弃", exact=True).click()
    expect(asked).to_contain_text("请写明原因")
    asked.get_by_role("textbox").fill("测试用的设备")
    shot(page, "drop-asked")
    sound(page)
    asked.get_by_role("button", name="放弃", exact=True).click()
    expect(devices.get_by_text("已放弃", exact=True)).to_be_visible(timeout=SLOW)
    expect(devices.get_by_role("row").filter(has_text=kept[0])).to_have_count(0)
    devices.locator("summary", has_text="以前重发或放弃的").click()
    before = devices.get_by_role("listitem").filter(has_text=kept[0])
    expect(before).to_contain_text("已放弃：测试用的设备")
    expect(before).to_contain_text("您")
    shot(page, "dropped")
    sound(page)


def test_one_that_somebody_else_sent_meanwhile_is_no_error(desk, visit, world, cast, kept):
    page, devices = operator(desk, cast)
    row = devices.get_by_role("row").filter(has_text=kept[1])
    row.get_by_role("button", name="重发", exact=True).click()
    said = world.ask(
        "POST",
        f"{QUARANTINE}/{kept[1]}/replays",
        world.operators[1],
        headers={"Idempotency-Key": kept[1]},
    )
    assert said.status == 201
    page.get_by_role("dialog").get_by_role("button", name="重发", exact=True).click()
    expect(devices.get_by_text("已重发 1 / 1")).to_be_visible(timeout=SLOW)
    expect(page.get_by_role("alert")).to_have_count(0)
    visit.complaints[:] = [one for one in visit.complaints if "409" not in one]


def test_dead_letters_are_tried_again_and_then_there_are_none(desk, home, cast, sound, shot):
    sqs = home.client("sqs")
    name = names.resource(home.city(), "facilities", "dead")
    url = sqs.get_queue_url(QueueName=name)["QueueUrl"]
    sqs.send_message(QueueUrl=url, MessageBody=json.dumps({"detail-type": "Unheard"}))
    page, devices = operator(desk, cast)
    expect(devices.get_by_text(re.compile("试了五次仍没有处理成"))).to_be_visible()
    devices.get_by_role("button", name="重试失效消息").click()
    shot(page, "dead-asked")
    sound(page)
    page.get_by_role("dialog").get_by_role("button", name="重试失效消息").click()
    expect(devices.get_by_role("status").filter(has_text="已送回")).to_be_visible(timeout=SLOW)
    expect(devices.get_by_text("没有失效消息。")).to_be_visible(timeout=SLOW)
    devices.locator("summary", has_text="以前的重试").click()
    shot(page, "dead-sent")
    sound(page)


def test_whom_a_hazard_goes_to_is_chosen(desk, world, cast, sound, shot):
    where = {"building": "3号楼", "floor": "2", "point": {"lat": 37.87, "lon": 112.55}}
    told = {"community": cast.community, "category": "lamp_out", "where": where, "words": "灯不亮"}
    key = {"Idempotency-Key": uuid.uuid4().hex}
    made = world.ask("POST", "/v1/facilities/reports", cast.people["li"], told, key)
    assert made.status == 201
    chen = desk("chen", f"/ops/hazards/{made.body['id']}")
    act = chen.get_by_role("region", name="该您处理")
    act.get_by_role("button", name="派他去").click()
    expect(act.get_by_text("请选一个人")).to_be_visible()
    act.get_by_label("派谁维修").select_option(label="您")
    shot(chen, "assign")
    sound(chen)
    act.get_by_role("button", name="派他去").click()
    expect(act.get_by_role("button", name="已维修")).to_be_visible(timeout=SLOW)
