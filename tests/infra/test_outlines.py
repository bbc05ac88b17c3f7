import gzip
import json

import pytest

from infra import outlines
from infra.core import screens
from infra.settings import load

CODE = "140105001001"
SQUARE = [[112.57, 37.79], [112.58, 37.79], [112.58, 37.80], [112.57, 37.79]]


def feature(rings=(SQUARE,), code=CODE, kind="Polygon", **properties):
    geometry = {"type": kind, "coordinates": rings}
    named = {"community": code} | properties
    return {"type": "Feature", "id": 7, "geometry": geometry, "properties": named}


@pytest.fixture
def drawn(tmp_path):
    def file(*features, content=None):
        path = tmp_path / "city.geojson"
        collection = {"type": "FeatureCollection", "features": features}
        path.write_text(content or json.dumps(collection, ensure_ascii=False), "utf-8")
        return load("taiyuan").model_copy(update={"outlines": path})

    return file


def test_the_example_city_draws_each_of_its_communities():
    city = load("taiyuan")
    assert outlines.of(city).keys() == {one.code for one in city.communities}


def test_a_city_without_a_file_has_none():
    assert outlines.of(load("lab")) == {}


def test_of_an_export_only_what_a_map_draws_is_published(drawn):
    found = outlines.of(drawn(feature(building="3号楼", owner="某某", phone="x"), feature()))
    features = json.loads(found[CODE])["features"]
    assert [one["properties"] for one in features] == [
        {"community": CODE, "building": "3号楼"},
        {"community": CODE},
    ]
    assert all(one.keys() == {"type", "geometry", "properties"} for one in features)


def test_a_community_in_several_parts_is_drawn(drawn):
    found = outlines.of(drawn(feature(rings=[[SQUARE], [SQUARE]], kind="MultiPolygon")))
    assert len(json.loads(found[CODE])["features"][0]["geometry"]["coordinates"]) == 2


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (feature(code="140105001009"), "not communities of this city: 140105001009"),
        (feature(code="140105001000"), "community"),
        (feature(rings=[SQUARE[:3]]), "at least 4"),
        (feature(rings=[[*SQUARE[:3], [112.6, 37.9]]]), "must end where it begins"),
        (feature(rings=[[[y, x] for x, y in SQUARE]]), "longitude, latitude"),
        (feature(kind="Point"), "Point"),
        (feature(rings=[[*SQUARE * 4000]]), "simplify"),
    ],
)
def test_what_no_map_can_draw_is_refused_with_its_reason(drawn, wrong, reason):
    with pytest.raises(outlines.Unfit, match=reason):
        outlines.of(drawn(wrong))


def test_a_file_that_is_missing_or_no_geojson_is_refused(drawn, tmp_path):
    with pytest.raises(outlines.Unfit, match=r"city\.geojson"):
        outlines.of(drawn(content="[]"))
    missing = load("taiyuan").model_copy(update={"outlines": tmp_path / "none.geojson"})
    with pytest.raises(outlines.Unfit, match=r"none\.geojson"):
        outlines.of(missing)


def test_an_outline_is_packed_under_the_name_that_the_page_is_told(drawn, monkeypatch, tmp_path):
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").touch()
    monkeypatch.setattr(screens, "built", lambda _: tmp_path)

    def staged(settings):
        files = screens.staged(tmp_path, settings)
        paths = {
            one["code"]: one["outline"] for one in json.loads(files["city.json"])["communities"]
        }
        return files, paths

    files, paths = staged(drawn(feature()))
    assert gzip.decompress(files[f"static/{paths[CODE]}.gz"]) == outlines.of(drawn(feature()))[CODE]
    assert paths["140105001002"] is None
    _, later = staged(drawn(feature(), feature(building="3号楼")))
    assert later[CODE] != paths[CODE]
