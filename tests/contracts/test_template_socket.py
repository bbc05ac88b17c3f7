"""Where the city's socket is, by which name each place knows it, and what it writes down."""

from tests import assembly
from tests.assembly import functions, resources


def address(templates):
    web = templates["web"]
    told = functions({"": web})
    of = {name.rpartition("-")[2]: f["Environment"]["Variables"] for name, f in told.items()}
    assert of["pages"]["SOCKET"] == of["socket"]["SOCKET"] == of["reactions"]["SOCKET"]
    (api,) = resources(web, "AWS::ApiGatewayV2::Api")
    parts = of["pages"]["SOCKET"]["Fn::Join"][1]
    return "".join(part if isinstance(part, str) else f"<{part['Ref']}>" for part in parts), api


def test_an_accounts_socket_is_at_its_regions_own_suffix():
    at, api = address(assembly.account())
    region = assembly.city().region
    assert at == f"wss://<{api}>.execute-api.{region}.<AWS::URLSuffix>/live"


def test_a_laptops_is_at_its_engine():
    at, api = address(assembly.laptop())
    engine = assembly.HERE[0].replace("http", "ws")
    assert at == f"{engine}/_aws/execute-api/<{api}>/live"


def test_a_handshake_is_written_down_without_its_address():
    (stage,) = resources(assembly.account()["web"], "AWS::ApiGatewayV2::Stage").values()
    assert "AccessLogSettings" not in stage
    assert stage["DefaultRouteSettings"]["ThrottlingRateLimit"] > 0


def test_nothing_is_answered_by_a_route_itself():
    """The engine knows no route responses; what is answered is said over the socket."""
    assert not resources(assembly.account()["web"], "AWS::ApiGatewayV2::RouteResponse")
