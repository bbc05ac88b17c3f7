"""The README's pictures: what a run saw, drawn anew where a screen changed, and not its clock."""

from PIL import Image, ImageChops

from operate.home import ROOT

FOLDER = ROOT / "docs/pictures"
OF = {  # what a test shot: the picture that it is
    "test_an_alarm_is_taken_linked_refused_and_closed-list": "desk",
    "test_an_alarm_is_taken_linked_refused_and_closed-board": "board",
    "test_what_nobody_takes_goes_on_to_the_next_and_the_first_is_told_he_is_late-wall": "wall",
    "test_a_report_is_repaired_without_a_network_and_verified_by_another-today": "work",
    "test_a_patrol_is_walked_without_a_network-plan": "patrol",
    "test_a_resident_comes_in_stays_and_leaves-home": "resident",
    "test_a_report_with_a_photograph_is_followed_to_its_end-receipt": "report",
    "test_the_large_look_stays_and_has_no_tabs-large": "elder",
    "test_whoever_comes_sees_what_works_and_reads_what_the_api_is-status": "public",
}
TALLEST = {390: 844, 1440: 900}  # of a width: the rest is further down
COLOURS, HEAVIEST = 96, 150_000  # bytes
CLEAR, CHANGED = 48, 0.01  # a clear difference of a pixel; the share of pixels that must have one


def keep(shot, name):
    seen = Image.open(shot).convert("RGB")
    seen = seen.crop((0, 0, seen.width, min(seen.height, TALLEST.get(seen.width, seen.height))))
    path = FOLDER / f"{name}.png"
    if path.exists() and _is_same(Image.open(path).convert("RGB"), seen):
        return
    seen.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    assert path.stat().st_size <= HEAVIEST, f"{path.name} is too heavy for a README"


def _is_same(old, new):
    if old.size != new.size:
        return False
    differs = ImageChops.difference(old, new).convert("L").point(lambda value: value > CLEAR)
    return sum(differs.histogram()[1:]) < CHANGED * old.width * old.height
