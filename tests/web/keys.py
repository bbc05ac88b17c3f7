"""A desk without a pointer: what is reached, pressed and typed by the keyboard alone."""

from playwright.sync_api import expect

SLOW = 60_000  # ms, for what machines do by themselves
MOST = 200  # presses of a key, after which what was looked for is not to be reached
SEEN = ":focus-visible, [type=datetime-local]"  # whose parts show by themselves which has it
NOW = f"document.activeElement.matches('{SEEN}') && document.activeElement.checkVisibility()"


def reach(page, target):
    """By Tab alone, until it has the focus; whatever has it on the way can be seen to have it."""
    for _ in range(MOST):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            continue  # round the page's end
        assert page.evaluate(NOW), page.evaluate("document.activeElement.outerHTML")
        if target.first.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"not to be reached by the keyboard: {target}")


def press(page, target, key="Enter"):
    expect(target.first).to_be_visible(timeout=SLOW)
    reach(page, target)
    page.keyboard.press(key)


def typed(page, target, text):
    reach(page, target)
    page.keyboard.insert_text(text)


def titled(page, words):
    title = page.get_by_role("heading", level=1)
    expect(title).to_contain_text(words)
    expect(title).to_be_focused()
    expect(page.locator(".wait")).to_have_count(0)
