"""What is generated says what the code says."""

import json

import pytest

from operate.reference import catalogue, features, openapi, readmes, roles, rules


@pytest.fixture(scope="module")
def document():
    return json.loads(openapi.document())


def test_every_route_of_every_feature_is_in_the_document_once(document):
    told = {(m.upper(), path) for path, routes in document["paths"].items() for m in routes}
    assert told == {at for api in features.apis().values() for at in api.kinds}


def test_every_route_says_who_may_use_it(document):
    for path, routes in document["paths"].items():
        for method, route in routes.items():
            assert ("x-action" in route) != ("x-access" in route), f"{method} {path}"
            assert (route["security"] == []) is (route.get("x-access") == "public")


def test_every_reference_in_the_document_leads_somewhere(document):
    schemas = document["components"]["schemas"]
    named = set(_references(document))
    assert named
    assert named <= {f"#/components/schemas/{name}" for name in schemas}


def _references(value):
    if isinstance(value, dict):
        yield from (v for k, v in value.items() if k == "$ref")
        for inner in value.values():
            yield from _references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _references(inner)


@pytest.mark.parametrize(
    ("feature", "role", "route", "said"),
    [
        ("accounts", "城市运维员", "POST /v1/accounts/communities", ["●"]),
        ("accounts", "社区工作者", "POST /v1/accounts/communities", [""]),
        ("incidents", "网格员", "POST /v1/incidents/{incident_id}/records", ["incident"]),
        ("facilities", "网格员", "GET /v1/facilities/patrols/{patrol_id}/positions", ["", "●"]),
    ],
)
def test_the_table_says_what_the_policies_decide(feature, role, route, said):
    lines = [line.split(" | ") for line in roles.routes(feature).splitlines()]
    [column] = [n for n, title in enumerate(lines[0]) if title.startswith(role)]
    told = [line[column].removesuffix(" |") for line in lines if line[0] == f"| `{route}`"]
    assert told == said


def test_the_catalogue_knows_who_hears_an_event():
    assert {"facilities", "incidents"} <= catalogue.hearers()["HazardFound"]
    assert "| `IncidentClosed` |" in catalogue.page()


def test_a_base_class_of_events_is_no_event():
    assert "HazardEvent" not in {cls.__name__ for cls in catalogue.all_of("facilities")}


def test_only_what_is_between_the_marks_of_a_readme_is_generated():
    for file, text in readmes.pages().items():
        own = readmes.PLACE.sub("", file.read_text("utf-8"))
        assert readmes.PLACE.sub("", text) == own


def answered(document, path, method):
    return document["paths"][path][method]["responses"]


def test_every_route_says_how_it_may_refuse(document):
    for path, routes in document["paths"].items():
        for method, route in routes.items():
            codes = set(route["responses"])
            assert {"429", "500"} <= codes, path
            assert "401" in codes, path
            assert ("403" in codes) is (route["security"] != []), path
            assert ("409" in codes) is (method != "get"), path
            taken = {one["in"] for one in route["parameters"]}
            assert ("422" in codes) is bool(taken or "requestBody" in route), path
            if "x-action" in route or "path" in taken or "requestBody" in route:
                assert "404" in codes, path


def test_a_refusal_is_a_problem_and_a_missing_token_is_the_gateways_word(document):
    codes = answered(document, "/v1/facilities/assets/{asset_id}", "put")
    assert set(codes) == {"200", "401", "403", "404", "409", "412", "422", "429", "500"}
    assert set(codes["412"]["content"]) == {"application/problem+json"}
    assert set(codes["401"]["content"]) == {"application/json"}
    assert "Retry-After" in codes["429"]["headers"]


def test_headers_that_say_for_whom_and_for_what_are_asked_of_their_routes():
    from linli.standing import Way
    from operate.reference import problems

    def names(way):
        return [one["name"] for one in problems.headers(way)]

    assert names(Way("a", "action", "", purpose=False)) == []
    assert names(Way("a", "own", "notices", purpose=True)) == ["linli-purpose", "linli-for"]
    assert names(Way("a", "own", "", purpose=False, guardian=True)) == ["linli-for"]


def test_a_row_is_shown_with_its_days_and_its_source(tmp_path, monkeypatch):
    home = tmp_path / "functions/parks/rules"
    home.mkdir(parents=True)
    (home / "limits.yaml").write_text(
        "- {id: far, value: 3, unit: d, level: 2, article: local, mark: U,"
        " effective_from: 2026-01-01, effective_to: 2026-12-31}\n"
        "- {id: far, value: 5, unit: d, level: 2, article: local, mark: U,"
        " effective_from: 2027-01-01}\n"
    )
    (home / "words.yaml").write_text("- {id: red}\n")
    monkeypatch.setattr(rules, "ROOT", tmp_path)
    _, _, page = rules.page().partition("\n## parks · limits\n")
    assert page.splitlines()[-2:] == [
        "| `far` | 3 d · level 2 | 2026-01-01 | 2026-12-31 | local | U |",
        "| `far` | 5 d · level 2 | 2027-01-01 |  | local | U |",
    ]
    assert "words" not in page
