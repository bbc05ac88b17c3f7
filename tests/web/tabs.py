"""Tabs that tests take and give back, empty. A page that is opened in a new one takes the machine
more than twice as long: its process starts, and fetches, compiles and lays out all for the first
time.

What no washing takes off a tab is a clock, an init script or a replaced socket: a test that puts
one on takes a tab `alone`, which nobody gets after it. A listener stays too, and hears later tests.
"""

from playwright.sync_api import Error

LIGHT = "/config.json"  # a page of the same site, so that a tab stays with its process
PUT = """said => {
  for (const [name, value] of Object.entries(said)) localStorage.setItem(name, value)
}"""
WASH = """async () => {
  localStorage.clear()
  sessionStorage.clear()
  window.name = ''
  const gone = name => new Promise((done, failed) => {
    const asked = indexedDB.deleteDatabase(name)
    asked.onsuccess = done
    asked.onerror = failed
  })
  await Promise.all((await indexedDB.databases()).map(one => gone(one.name)))
}"""


class Tab:
    """A page, whose complaints are in `said`."""

    def __init__(self, page, address):
        self.page, self.address, self.said, self.alone = page, address, [], False
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("console", self._hear)
        page.goto(address + LIGHT)

    def _hear(self, line):
        if line.type == "error":
            self.said.append(line.text)

    def enter(self, size, kept, cookies):
        """As a browser with that in its storage."""
        if self.page.viewport_size != size:
            self.page.set_viewport_size(size)
        self.page.context.add_cookies(cookies)
        self.page.evaluate(PUT, kept)

    def wash(self):
        """Leaves nothing but what the browser fetched and compiled."""
        page, context = self.page, self.page.context
        for one in (page, context):
            one.unroute_all(behavior="ignoreErrors")
        context.set_offline(False)
        context.clear_permissions()
        context.set_geolocation(None)
        page.goto(self.address + LIGHT)
        context.clear_cookies()
        page.evaluate(WASH)
        debugger = context.new_cdp_session(page)
        debugger.send("Page.resetNavigationHistory")
        debugger.detach()


class Tabs:
    """Those of one browser. `made` makes an empty context."""

    def __init__(self, made, address):
        self.made, self.address, self.free = made, address, []

    def take(self, alone=False):
        if self.free and not alone:
            return self.free.pop()
        tab = Tab(self.made().new_page(), self.address)
        tab.alone = alone
        return tab

    def give(self, tab):
        """What its page still complains of is no test's; one that cannot be washed is given up."""
        tab.said = []
        context = tab.page.context
        try:
            if tab.alone or context.pages != [tab.page]:
                context.close()
            else:
                tab.wash()
                self.free.append(tab)
        except Error:
            context.close()
