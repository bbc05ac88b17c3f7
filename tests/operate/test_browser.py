"""Which browser tries the screens, and what is said where there is none."""

import pytest

from operate import browser
from operate.browser import Machine
from operate.failure import Failure

WHOLE = Machine("/usr/bin/chromium", writes_chinese=True, may_install=False)
BARE = Machine(None, writes_chinese=False, may_install=False)


def never(packages):
    raise AssertionError(packages)


def test_what_is_there_is_taken_and_nothing_is_installed():
    assert browser.find(lambda: WHOLE, never) == "/usr/bin/chromium"
    assert browser.find(lambda: WHOLE._replace(may_install=True), never) == "/usr/bin/chromium"


@pytest.mark.parametrize(
    ("machine", "wanted"),
    [
        (WHOLE, []),
        (BARE, ["chromium-headless-shell", "fonts-noto-cjk"]),
        (WHOLE._replace(writes_chinese=False), ["fonts-noto-cjk"]),
        (BARE._replace(writes_chinese=True), ["chromium-headless-shell"]),
    ],
)
def test_only_what_is_lacking_is_asked_for(machine, wanted):
    assert browser.lacking(machine) == wanted


def test_where_it_may_it_installs_and_looks_again():
    asked = []
    machines = iter([BARE._replace(may_install=True), WHOLE])

    def install(packages):
        asked.extend(packages)
        return ""

    assert browser.find(lambda: next(machines), install) == "/usr/bin/chromium"
    assert asked == ["chromium-headless-shell", "fonts-noto-cjk"]


def test_where_it_may_not_it_says_what_to_install_and_fails():
    with pytest.raises(Failure, match="apt-get install chromium-headless-shell fonts-noto-cjk"):
        browser.find(lambda: BARE, never)


def test_what_could_not_be_installed_is_told_in_the_installers_words():
    machine = BARE._replace(may_install=True)
    with pytest.raises(Failure, match="Unable to fetch some archives"):
        browser.find(lambda: machine, lambda _: "E: Unable to fetch some archives")


def test_a_browser_that_writes_no_chinese_is_not_taken():
    with pytest.raises(Failure, match="lacks a Chinese font"):
        browser.find(lambda: WHOLE._replace(writes_chinese=False), never)


def test_the_one_without_a_window_comes_first(monkeypatch, tmp_path):
    for name in ("chromium", "chromium-headless-shell"):
        (tmp_path / name).touch(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert browser.seen().browser == str(tmp_path / "chromium-headless-shell")


def test_an_empty_path_has_none(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(browser, "APPLICATION", str(tmp_path / "none"))
    assert browser.seen() == Machine(None, writes_chinese=True, may_install=False)
    with pytest.raises(Failure, match="lacks Chromium"):
        browser.find()
