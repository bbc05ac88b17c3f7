"""Tabs that go from test to test, empty."""

from contextlib import suppress

from playwright.sync_api import Error

from tests.web.conftest import DESK, PHONE

LEAVE = """async () => {
  sessionStorage.left = window.name = 'something'
  history.pushState(null, '', '/elsewhere')
  await new Promise(done => { indexedDB.open('left', 1).onsuccess = done })
}"""
LEFT = """async () => [
  localStorage.length, sessionStorage.length, window.name, history.length,
  (await indexedDB.databases()).length,
  (await navigator.permissions.query({name: 'geolocation'})).state,
]"""


def test_what_a_test_left_in_its_tab_is_gone(tabs, address):
    tab = tabs.take()
    page, context = tab.page, tab.page.context
    tab.enter(DESK, {"kept": "yes"}, [{"name": "who", "value": "li", "url": address}])
    context.grant_permissions(["geolocation"])
    page.evaluate(LEAVE)
    context.route("**", lambda route: route.abort())
    context.set_offline(True)
    tabs.give(tab)
    assert tabs.take() is tab
    assert (page.evaluate(LEFT), context.cookies()) == ([0, 0, "", 1, 0, "prompt"], [])
    tab.enter(PHONE, {}, [])
    assert page.goto(address + "/").ok
    assert page.viewport_size == PHONE
    tabs.give(tab)


def test_a_tab_that_broke_is_given_up_and_nobody_fails_for_it(tabs):
    tab = tabs.take()
    with suppress(Error):
        tab.page.goto("chrome://crash")
    tabs.give(tab)
    assert tab not in tabs.free
    assert tab.page.is_closed()
