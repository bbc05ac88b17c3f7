"""Labels: what their code holds, and that a name cannot break out of the picture."""

from xml.etree import ElementTree

import pytest

from functions.facilities.assets import labels
from functions.facilities.assets.model import Asset

SVG = "{http://www.w3.org/2000/svg}"


def drawing(svg):
    return ElementTree.fromstring(svg)  # noqa: S314 - our own


def asset(asset_id="HY-001", name="一号消火栓"):
    known = {"id": asset_id, "community": "140105001001", "kind": "hydrant", "name": name}
    return Asset.model_validate({**known, "point": {"lat": 37.7, "lon": 112.5}, "address": "街"})


def test_the_code_holds_the_id_and_its_check_and_nothing_else():
    assert labels.code("1401050113000001").startswith("1401050113000001.")
    assert len(labels.code("HY-001")) == len("HY-001") + 2


def test_a_label_is_drawn_with_its_name_and_code():
    drawn = drawing(labels.label(asset()))
    assert [text.text for text in drawn.iter(f"{SVG}text")] == ["一号消火栓", labels.code("HY-001")]
    assert drawn.find(f"{SVG}path").get("d").startswith("M0 0h7v1h-7z")  # the corner of a QR code


def test_the_path_is_the_code_module_by_module():
    import segno

    matrix = [list(row) for row in segno.make(labels.code("HY-001"), error="m", micro=False).matrix]
    for number, row in enumerate(matrix):
        drawn = [0] * len(row)
        for run in filter(None, labels._path(number, row).split("M")):
            begin, length = int(run.split()[0]), int(run.split("h")[1].split("v")[0])
            drawn[begin : begin + length] = [1] * length
        assert drawn == [int(bool(one)) for one in row]


@pytest.mark.parametrize("name", ["</text><script>x</script>", '"&<', "a" * 200, "长" * 200])
def test_a_name_is_text_whatever_it_is(name):
    drawn = drawing(labels.label(asset(name=name)))
    texts = [text.text for text in drawn.iter(f"{SVG}text")]
    assert 2 <= len(texts) <= 3
    assert {one.tag for one in drawn.iter()} == {f"{SVG}svg", f"{SVG}path", f"{SVG}text"}
    assert "".join(texts[:-1]).rstrip("…") in name.replace(" ", "")


def test_a_long_name_has_two_lines_and_says_that_it_goes_on():
    assert labels.lines("一号消火栓") == ("一号消火栓",)
    assert labels.lines("长" * 20) == ("长" * 13, "长" * 7)
    assert labels.lines("长" * 40) == ("长" * 13, "长" * 12 + "…")


def test_a_sheet_holds_twenty():
    drawn = drawing(labels.sheet([asset(f"HY-{n}") for n in range(labels.SHEET)]))
    assert labels.SHEET == len(drawn.findall(f"{SVG}g")) == 20
