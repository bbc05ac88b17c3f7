"""Who changes nothing and only looks: a page each, which goes on by links from test to test.

One that is opened anew for each look fetches, compiles and signs in again. What a screen forgets to
fetch by itself is not found so, if one before it fetched the same.
"""

import re

from playwright.sync_api import Error, expect

from tests.web import entered

NOWHERE = "/nowhere"  # where a page waits: it asks nothing there
NOTHING = re.compile("没有这个页面|no such page")  # what it says
HOME = "/"  # where the large type can be put off; a page with a way back has no wishes in it
FOLLOW = """path => {
  document.querySelector('main').dataset.left = ''
  const link = document.body.appendChild(document.createElement('a'))
  link.href = path
  link.click()
  link.remove()
}"""


class Readers:
    """Their pages, by person; all that they complain of is in `said`."""

    def __init__(self, tabs, address):
        self.tabs, self.address = tabs, address
        self.of, self.out, self.said = {}, set(), []

    def look(self, sub, cookies, path, size, language):
        """His page at that path, in the normal look and this language."""
        if sub not in self.of:
            tab = self.of[sub] = self.tabs.take()
            tab.said = self.said
            tab.enter(size, entered.IN, cookies)
            tab.page.goto(self.address + NOWHERE)
            tab.page.locator("main").wait_for()
        page = self.of[sub].page
        self.out.add(sub)
        if page.viewport_size != size:
            page.set_viewport_size(size)
        if page.locator("html[data-look=normal]").count() == 0:
            self.follow(page, HOME)
            expect(page.locator(".wait")).to_have_count(0)  # else the button may just be replaced
            page.locator(".wishes [aria-pressed=true]").click()
            page.locator("html[data-look=normal]").wait_for()
        if not page.locator("html").get_attribute("lang").startswith(language):
            page.locator(".wishes [lang]").click()
            expect(page.locator("html")).to_have_attribute("lang", re.compile(f"^{language}"))
        self.follow(page, path)
        if path != NOWHERE:
            expect(page.locator("h1")).not_to_have_text(NOTHING)
        return page

    def leave(self):
        """At the end of a test. A page that no link leaves is given up: another is opened next."""
        while self.out:
            sub = self.out.pop()
            try:
                self.follow(self.of[sub].page, NOWHERE)
            except Error:
                self.of[sub].alone = True
                self.tabs.give(self.of.pop(sub))
                raise

    def close(self):
        for tab in self.of.values():
            self.tabs.give(tab)

    def follow(self, page, path):
        """By a link, until the next screen stands there."""
        if page.url != self.address + path:
            page.evaluate(FOLLOW, path)
            page.locator("main:not([data-left])").wait_for()
