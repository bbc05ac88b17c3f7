"""Every screen in every look and language: fit for a reader, a keyboard, a thumb and a narrow page.

A new screen is a line of SCREENS; one of the desk is a line beside the tests of its part, in ops/.
"""

import pytest
from playwright.sync_api import expect

from tests.web import axe
from tests.web.conftest import DESK, PHONE

SCREENS = {  # path: who looks at it, and the size of his screen
    "/": ("resident", PHONE),
    "/me": ("resident", PHONE),
    "/report": ("resident", PHONE),
    "/report?step=where": ("resident", PHONE),
    "/report?step=point": ("resident", PHONE),
    "/report/mine": ("resident", PHONE),
    "/report/unsent": ("resident", PHONE),
    "/status": ("resident", PHONE),
    "/docs": ("resident", PHONE),
    "/env": ("resident", PHONE),
    "/env/AQ-WC-001": ("resident", PHONE),
    "/env/NS-WC-001?span=night": ("resident", PHONE),
    "/env/WQ-XF-001?measure=ph": ("resident", PHONE),
    "/nowhere": ("resident", PHONE),
    "/ops": ("community_worker", DESK),
    "/work": ("grid_worker", PHONE),
    "/work/outbox": ("grid_worker", PHONE),
    "/work/patrols": ("grid_worker", PHONE),
    "/work/report": ("grid_worker", PHONE),
}


@pytest.mark.parametrize("path", SCREENS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_screen_is_sound_in_each_look(path, language, looking, every_look):
    person, size = SCREENS[path]
    page = looking(person, path, size, language=language)
    expect(page.locator(".wait")).to_have_count(0)
    every_look(page, f"{path.strip('/') or 'home'}-{language}")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_door_is_sound(visit, language, sound, shot):
    page = visit("/", language=language)
    shot(page, f"door-{language}")
    sound(page)


def test_what_is_not_sound_is_found(visit):
    page = visit("/")
    page.evaluate("document.querySelector('main').append(new Image())")
    assert any(line.startswith("image-alt") for line in axe.violations(page))


def test_a_page_obeys_its_policy(visit):
    """No script of another site, and none that is made of a text."""
    page = visit("/")
    refused = page.evaluate(
        """() => {
          const script = document.createElement('script')
          try { script.src = 'https://another.example/x.js' } catch (error) { return String(error) }
        }"""
    )
    assert "TrustedScriptURL" in refused
    visit.complaints.clear()
