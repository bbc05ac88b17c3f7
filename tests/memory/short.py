"""A short way from botocore to moto's tables: what is sent is neither signed nor looked up by its
address, as the client's operation says already what is asked. Requests and answers are those that
would be sent, made and read by the same code of botocore and moto.
"""

from types import SimpleNamespace
from typing import Any

from botocore import handlers
from botocore.awsrequest import AWSResponse, HeadersDict
from botocore.parsers import create_parser
from moto.core import models
from moto.core.botocore_stubber import MockRawResponse
from moto.dynamodb.responses import DynamoHandler
from moto.utilities.utils import get_partition

EVENT, SENT = "before-call.dynamodb", "before-send"


def open_() -> None:
    """For clients that are made from now on."""
    handlers.BUILTIN_HANDLERS.append((EVENT, answer))


def answer(model: Any, params: dict[str, Any], request_signer: Any, **_: Any) -> Any:
    """As an Endpoint of botocore gives it; None where moto does not stand in, or where another
    wants to see what is sent.
    """
    hearing = [heard[1] for heard in handlers.BUILTIN_HANDLERS if heard[0] == SENT]
    if not models.botocore_stubber.enabled or hearing != [models.botocore_stubber]:
        return None
    status, headers, body = _asked(params, request_signer.region_name).call_action()
    told = HeadersDict({name: str(value) for name, value in headers.items()})
    http = AWSResponse(params["url"], status, told, MockRawResponse(body))
    return http, _parsed(http, model)


def _asked(params: dict[str, Any], region: str) -> DynamoHandler:
    """What DynamoHandler.setup_class finds in a request, as far as tables need it."""
    handler = DynamoHandler()
    handler.headers, handler.querystring, handler.uri_match = params["headers"], {}, {}
    handler.response_headers = {"server": "amazon.com"}
    handler.region, handler.partition = region, get_partition(region)
    handler.current_account = handler.get_current_account()
    handler.parse_parameters(_request(params))
    return handler


def _request(params: dict[str, Any]) -> Any:
    return SimpleNamespace(
        method=params["method"],
        content_type=params["headers"]["Content-Type"],
        headers=params["headers"],
        values={},
        data=params["body"],
        path=params["url_path"],
    )


def _parsed(http: AWSResponse, model: Any) -> dict[str, Any]:
    service = model.service_model
    parser = create_parser(service.resolved_protocol)
    told = {
        "headers": http.headers,
        "status_code": http.status_code,
        "body": http.content,
        "context": {"operation_name": model.name},
    }
    parsed: dict[str, Any] = parser.parse(told, model.output_shape)
    code = parsed.get("Error", {}).get("Code")
    if http.status_code >= 300 and code and (error := service.shape_for_error_code(code)):
        parsed.update(parser.parse(told, error))
    return parsed
