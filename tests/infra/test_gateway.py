"""What is answered where there is no route, and what is written of it."""

import json


def test_a_path_nobody_answers_is_not_written_down(capsys):
    from infra.core.gateway import NOWHERE

    code = {}
    exec(compile(NOWHERE, "nowhere", "exec"), code)  # noqa: S102 - as the function would
    path = "/v1/people/14010519500101001X"
    asked = {"requestContext": {"requestId": "r1"}, "rawPath": path, "routeKey": "$default"}
    answer = code["handler"](asked, None)
    assert (answer["statusCode"], json.loads(answer["body"])["code"]) == (404, "not-found")
    assert capsys.readouterr().out.split() == ["r1", "$default"]
