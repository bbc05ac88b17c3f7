"""A browser before a running city: a community of the tests' own, and people who sign in to it.

`./linli test web` brings the city up; where none runs, these tests are skipped.
"""

import os
import re
from functools import cache, partial
from pathlib import Path

import pytest
from playwright.sync_api import expect

from operate import browser, engine_process, sign_in
from operate.home import ROOT, Home
from operate.scenario.world import World
from tests.web import axe, desk, entered, pictures
from tests.web.readers import Readers
from tests.web.tabs import Tabs
from tests.web.work import Town

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1440, "height": 900}
NARROW = {"width": 320, "height": 640}
PLACE = {"locale": "zh-CN", "timezone_id": "Asia/Shanghai"}
MINE = re.compile("是我本人|It is me")
PATIENCE = 30_000  # ms, for a machine that does much else
TRIES = 10  # of two seconds each, to see that the city is there
expect.set_options(timeout=PATIENCE)
BUSY = ("status of 429",)  # which a page asks again; what it shows in the end is looked at
STORY = {
    "title": {"zh": "网页测试社区", "en": "Community of the pages' tests"},
    "people": {
        "resident": "resident",
        "grid_worker": "grid_worker",
        "community_worker": "community_worker",
        "second_worker": "grid_worker",
        "manager": "property_manager",
    },
    "assets": {"cover": {"kind": "manhole"}, "hydrant": {"kind": "hydrant"}},
    "sensors": {"band": {"kind": "wearable", "registered": False}},
    "grid": {"name": "第一网格"},
    "rosters": {"community": {"duty": ["grid_worker"]}},
    "chain": {
        "operator": "${community_worker}",
        "levels": [{"post": "duty", "place": "community"}],
    },
    "steps": [{"advance": "1 second"}],
}


@pytest.fixture(scope="session")
def browser_type_launch_args():
    return {"executable_path": browser.find(), "args": [*browser.options()]}


@pytest.fixture(scope="session")
def home():
    found = Home.current()
    if not found.city() or not any(engine_process.ready(found) for _ in range(TRIES)):
        said = "no city runs: ./linli test web"
        pytest.fail(said) if "LINLI_HOME" in os.environ else pytest.skip(said)
    return found


@pytest.fixture(scope="session")
def address(home):
    """Of the screens, by a name that only browsers know."""
    return home.endpoints()["browser"]


@pytest.fixture(scope="session")
def world(home):
    return World.current(home)


@pytest.fixture(scope="session")
def cast(world):
    """A community with people and an asset. Screens' own tests may add to STORY."""
    yield from desk.town(world, STORY)


@pytest.fixture
def tell(world, cast):
    """Lets an asset's device publish measures: tell("cover", tilt_degrees=20)."""

    def publish(name, **measures):
        cast.mount(name)
        body = {"channel": "alarm", "measures": measures}
        world.fleet("POST", f"/devices/{cast.assets[name]}/publish", body)

    return publish


@pytest.fixture(scope="session")
def tabs(browser, address):
    def made():
        context = browser.new_context(**PLACE)
        context.set_default_timeout(PATIENCE)
        return context

    return Tabs(made, address)


@pytest.fixture
def visit(tabs, address):
    """visit("/ops", DESK): an empty browser at that path. What it complains of fails the test.
    `before` is called with the page that goes there. `alone`: nobody gets it after this test,
    which leaves in it what cannot be washed off.
    """
    said, taken = [], []

    def open_(
        path="/",
        size=PHONE,
        language="zh",
        look="normal",
        cookies=(),
        before=lambda page: None,
        alone=False,
    ):
        tab = tabs.take(alone)
        tab.said = said
        taken.append(tab)
        wishes = {"linli.language": language, "linli.look": look}
        tab.enter(size, wishes | (entered.IN if cookies else {}), cookies)
        before(tab.page)
        tab.page.goto(address + path)
        tab.page.locator("h1").wait_for()
        return tab.page

    open_.complaints, open_.forgiven = said, BUSY
    yield open_
    for tab in taken:
        tabs.give(tab)
    assert [one for one in said if not any(known in one for known in open_.forgiven)] == []


@pytest.fixture(scope="session")
def cookies(home, world, address):
    """cookies("zhang-min"): of that person's browser, which is the same one in all tests."""
    return cache(partial(entered.cookies, home, world.city, address=address))


@pytest.fixture
def invited(visit, home, world, cast, address):
    """invited("resident"): at the page that asks whose account it is, by the issuer's own pages."""

    def open_(person, size=PHONE, **wishes):
        code = sign_in.invite(home, world.city, cast.people.get(person, person))
        page = visit(f"/me#invitation={code}", size, **wishes)
        field = page.locator("input[name=invitation]")
        field.locator("xpath=ancestor::form").locator("button").click()
        page.wait_for_url(re.compile(re.escape(address) + "/$"))
        return page

    return open_


@pytest.fixture
def signed_in(visit, invited, cookies, cast, address):
    """signed_in("resident", "/ops", DESK): as that person. `afresh`: by the issuer's own pages, as
    who begins a journey, and who is to sign out: the session of others' visits would end with his.
    """

    def enter(person, path="/", size=PHONE, afresh=False, **wishes):
        if not afresh:
            sub = cast.people.get(person, person)
            page = visit(path, size, cookies=cookies(sub), **wishes)
            page.locator("main").wait_for()
            return page
        page = invited(person, size, **wishes)
        page.get_by_role("button", name=MINE).click()
        page.locator(".doors").wait_for()
        if path != "/":
            page.goto(address + path)
            page.locator("main").wait_for()
        return page

    return enter


@pytest.fixture(scope="module")
def readers(tabs, address):
    """The pages of `looking`."""
    made = Readers(tabs, address)
    yield made
    made.close()


@pytest.fixture
def looking(visit, readers, cookies, cast):
    """looking("resident", "/report"): as signed_in, for who changes nothing and only looks, in a
    page that is his for all tests of a file.
    """

    def open_(person, path, size=PHONE, language="zh"):
        sub = cast.people.get(person, person)
        return readers.look(sub, cookies(sub), path, size, language)

    yield open_
    try:
        readers.leave()
    finally:
        visit.complaints += readers.said
        readers.said.clear()


@pytest.fixture
def town(world, cast):
    return Town(world, cast)


@pytest.fixture
def work(signed_in, cast):
    """work("second_worker"): on the telephone, his list of today in the tests' community."""

    def open_(person="grid_worker", path="/work", **wishes):
        return signed_in(person, f"{path}?community={cast.community}", **wishes)

    return open_


@pytest.fixture
def shot(request):
    """shot(page, "board"): a picture in the folder that LINLI_SHOTS names, to be looked at; without
    it of what the README shows alone.
    """
    folder = os.environ.get("LINLI_SHOTS")

    def take(page, name):
        seen = f"{request.node.name.partition('[')[0]}-{name}"
        shown = pictures.OF.get(seen)
        if folder or shown:
            path = Path(folder or ROOT / ".linli/shots", f"{seen}.png")
            expect(page.locator(".wait")).to_have_count(0)  # else parts of it are empty
            page.screenshot(path=path, full_page=True)
            if shown:
                pictures.keep(path, shown)

    return take


@pytest.fixture
def sound(fits):
    """sound(page): nothing that axe finds, no sideways scroll, no control too small to be hit."""

    def look(page):
        assert axe.violations(page) == []
        fits(page)

    return look


@pytest.fixture
def fits():
    """fits(page): no sideways scroll, no control too small to be hit."""

    def look(page):
        width = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert width[0] <= width[1], "the page scrolls sideways"
        assert page.evaluate(SMALL) == []

    return look


@pytest.fixture
def every_look(sound, fits, shot):
    """every_look(page, "twin"): sound as it was opened, and on a narrow telephone in the normal and
    the largest type, which is put on as a person does. On a narrow one axe reads Chinese alone, as
    the page has the same parts in both languages, which differ in how long their words are.
    """

    def look(page, name):
        wide = page.viewport_size["width"]
        shot(page, f"{name}-normal-{wide}")
        sound(page)
        page.set_viewport_size(NARROW)
        shot(page, f"{name}-normal-{NARROW['width']}")
        narrow = sound if page.locator("html[lang^=zh]").count() else fits
        narrow(page)
        page.locator(".wishes [aria-pressed=false]").click()
        expect(page.locator("html")).to_have_attribute("data-look", "elder-max")
        shot(page, f"{name}-elder-max-{NARROW['width']}")
        narrow(page)

    return look


SMALL = """() => {
  const least = parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--target'))
  const small = one => one.getBoundingClientRect().height < least - 0.5
  const inside = one => one.closest('p, li, td, caption') && one.tagName === 'A'
  return [...document.querySelectorAll('a[href], button, select, input, textarea')]
    .filter(one => one.checkVisibility() && !inside(one) && !one.closest('label.choice'))
    .filter(one => small(one) && !one.classList.contains('small'))
    .map(one => one.outerHTML.slice(0, 100))
}"""
