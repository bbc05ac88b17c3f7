"""What stations measure, as anybody sees it who has not signed in."""

import csv
import io
import re

import pytest
from playwright.sync_api import expect

from tests.waiting import until
from tests.web.conftest import DESK

CITY, WUCHENG = "140100000000", "140105001001"
WITHIN = 180  # seconds in which what stations measured before is told, and its hours are made


@pytest.fixture(scope="module")
def measured(world):
    """The city's own stations have an hour each."""
    until(lambda: all(one["latest"] for one in _stations(world)), WITHIN)


def _stations(world):
    items = world.ask("GET", f"/v1/environment/stations?place={CITY}", None).body["items"]
    own = [one for one in items if re.fullmatch(r"\w\w-(WC|XF|LX)-\d+", one["id"])]
    assert len(own) == 6
    return own


def test_stations_of_a_place_are_listed_with_what_their_hour_came_to(visit, measured, sound, shot):
    page = visit("/env")
    expect(page.get_by_role("heading", name="空气")).to_be_visible()
    cards = page.locator(".card")
    expect(cards).to_have_count(6)
    air = page.locator(".card", has_text="坞城社区空气微型站")
    expect(air).to_contain_text(re.compile(r"AQI \d+ (优|良|轻度污染)"))
    expect(air.get_by_text("参考值")).to_be_visible()
    controlled = page.locator(".card", has_text="柳巷空气监测站")
    expect(controlled.get_by_text("参考值")).to_have_count(0)
    expect(page.locator(".card", has_text="学府社区河道")).to_contain_text("类")
    shot(page, "list")
    sound(page)
    page.get_by_label("地方").select_option(WUCHENG)
    expect(cards).to_have_count(3)
    assert page.url.endswith(f"?place={WUCHENG}")


def test_a_mark_on_the_map_leads_to_its_station(visit, measured, shot):
    page = visit(f"/env?place={WUCHENG}", DESK)
    expect(page.locator(".map path.area")).to_have_count(1)
    expect(page.locator(".map .building", has_text="坞城花园3号楼")).to_be_attached()
    page.locator(".map summary").click()
    shot(page, "map")
    page.locator(".map").get_by_role("button", name="水质 坞城花园龙头水监测点").click()
    expect(page.get_by_role("heading", name="坞城花园龙头水监测点")).to_be_visible()
    expect(page.get_by_text("未见超标").first).to_be_visible()


@pytest.mark.parametrize(
    ("language", "advice"), [("zh", "健康影响和建议"), ("en", "Health and advice")]
)
def test_a_station_gives_advice_and_its_past_as_a_curve(
    visit, measured, shot, sound, language, advice
):
    page = visit("/env/AQ-WC-001", DESK, language=language)
    expect(page.get_by_role("heading", name=advice)).to_be_visible()
    expect(page.locator(".series canvas")).to_be_visible()
    expect(page.locator(".age")).to_be_visible()
    shot(page, f"station-{language}")
    sound(page)
    page.locator(".series summary").click()
    expect(page.locator(".series tbody tr").nth(20)).to_be_visible()


def test_what_is_seen_of_the_past_stands_in_the_address(visit, measured, shot):
    page = visit("/env/NS-WC-001")
    page.get_by_label("按").select_option("night")
    expect(page.locator(".series .limit")).to_contain_text("限值 夜间 50 dB(A)")
    expect(page.locator(".series .limit")).to_have_count(1)
    page.get_by_label("项目").select_option("l90")
    expect(page.locator(".series .limit")).to_have_count(0)
    assert page.url.endswith("?span=night&measure=l90")
    page.reload()
    expect(page.get_by_label("项目")).to_have_value("l90")
    shot(page, "nights")


def test_the_past_is_a_file_for_a_spreadsheet(visit, measured):
    page = visit("/env/WQ-WC-001")
    with page.expect_download() as taken:
        page.get_by_role("link", name="下载表格（CSV）").click()
    assert taken.value.suggested_filename == "WQ-WC-001-hour.csv"
    told = taken.value.path().read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(told, newline="")))
    assert {row["measure"] for row in rows} == {"turbidity_ntu", "ph", "free_chlorine_mg_l"}
    assert all(row["reference"] == "1" for row in rows)


def test_where_no_station_is_it_is_said(visit, cast, sound, shot):
    page = visit(f"/env?place={cast.community}")
    expect(page.get_by_text("这里还没有监测站")).to_be_visible()
    sound(page)
    shot(page, "none")


def test_a_station_that_is_not_known_is_not_found(visit):
    page = visit("/env/AQ-nowhere-1")
    expect(page.get_by_text("未找到")).to_be_visible()
    visit.complaints.clear()  # a browser tells of each 404


def test_whoever_comes_is_led_there(visit):
    page = visit("/")
    page.get_by_role("link", name="空气、噪声、水质").click()
    expect(page.get_by_role("heading", name="环境", exact=True)).to_be_visible()
