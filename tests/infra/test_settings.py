import json
from pathlib import Path

import pytest
import yaml
from pydantic import TypeAdapter, ValidationError

from functions.incidents.duty.model import Post
from infra.core import screens
from infra.settings import LAPTOP, load

WRITTEN = {
    "name": "xian",
    "title": {"zh": "西安", "en": "Xi'an"},
    "code": "610100000000",
    "region": "cn-northwest-1",
    "issuer": "https://login.example/",
}


@pytest.fixture
def write(tmp_path):
    def file(**change):
        path = tmp_path / "city.yaml"
        path.write_text(yaml.safe_dump(WRITTEN | change, allow_unicode=True))
        return str(path)

    return file


def test_a_city_is_loaded_by_name_or_by_the_path_of_a_file(write):
    assert load("taiyuan").code == "140100000000"
    assert load(write()).name == "xian"


def test_outlines_lie_beside_the_file_that_names_them(write, tmp_path):
    assert load(write(outlines="drawn/xian.geojson")).outlines == tmp_path / "drawn/xian.geojson"
    assert load(write()).outlines is None


@pytest.mark.parametrize("name", ["a", "Xian", "xi-an", "xi_an", "a" * 13])
def test_a_name_that_would_break_other_names_is_refused(write, name):
    with pytest.raises(ValidationError):
        load(write(name=name))


def test_a_word_nobody_knows_is_refused(write):
    with pytest.raises(ValidationError):
        load(write(comunities=[]))


def test_nobody_is_given_a_role_outside_his_city(write):
    role = {"role": "grid_worker", "place": "140105001001"}
    with pytest.raises(ValidationError, match="not in 610100000000"):
        load(write(people=[{"id": "a", "name": "甲", "memberships": [role]}]))


def test_a_helpline_is_a_number_that_a_telephone_can_call(write):
    assert (load(write()).helpline, load(write(helpline="12345")).helpline) == (None, "12345")
    for wrong in ("12", "120;rm", "tel:120", "+86 351 1234567"):
        with pytest.raises(ValidationError):
            load(write(helpline=wrong))


def test_a_post_has_a_name_in_both_languages_under_a_code_that_rosters_take(write):
    named = {"night_watch": {"zh": "夜班员", "en": "Night watch"}}
    told = json.loads(screens._told(load(write(posts=named)), {}))
    assert (told["posts"], json.loads(screens._told(load(write()), {}))["posts"]) == (named, {})
    TypeAdapter(Post).validate_python("night_watch")
    wrong = ({"Night watch": named["night_watch"]}, {"x": named["night_watch"]})
    for posts in (*wrong, {"night_watch": {"zh": "夜班员"}}, {"duty": {"zh": " ", "en": "Duty"}}):
        with pytest.raises(ValidationError, match="posts"):
            load(write(posts=posts))


CARRIERS = {"sms": [{"name": "one", "url": "https://one.example"}]}


def test_on_a_laptop_a_city_has_its_own_issuer_gateway_and_clock(write):
    there = load(write(gateways=CARRIERS))
    here = there.on_laptop("http://here:1", "http://here:2", Path("/home/clock.json"))
    assert (there.laptop, here.laptop) == (False, True)
    assert here.for_functions().model_dump(mode="json") == {
        "name": "xian",
        "code": "610100000000",
        "region": "cn-northwest-1",
        "account": LAPTOP,
        "issuer": None,
        "audience": "linli",
        "sign_in_key": 1,
        "gateways": {
            "sms": [
                {"name": "one", "url": "http://here:2/xian/one", "share": 100, "per_second": 50}
            ]
        },
        "operators": [],
        "clock": "/home/clock.json",
    }
    assert there.for_functions().clock is None


def test_two_gateways_of_one_name_are_refused(write):
    with pytest.raises(ValidationError, match="same name"):
        load(write(gateways=CARRIERS | {"voice": CARRIERS["sms"]}))


def test_alarms_call_a_topic_of_the_city_s_own_region(write):
    topic = "arn:aws-cn:sns:cn-northwest-1:123456789012:on-duty"
    assert load(write(alarm_topic=topic)).alarm_topic == topic
    assert load(write(alarm_topic=topic)).on_laptop("a", "b", Path("c")).alarm_topic is None
    with pytest.raises(ValidationError, match="own region"):
        load(write(alarm_topic=topic.replace("northwest", "north")))
    with pytest.raises(ValidationError, match="alarm_topic"):
        load(write(alarm_topic="on-duty"))


def test_a_phone_that_may_be_somebodys_is_refused(write):
    with pytest.raises(ValidationError, match="phone"):
        load(write(people=[{"id": "a", "name": "甲", "phone": "+8613800138000"}]))


def test_every_city_of_the_repository_can_be_loaded():
    for path in Path("cities").glob("*.yaml"):
        assert load(path.stem).name == path.stem
