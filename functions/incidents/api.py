"""HTTP routes of incidents: each room that is named here adds its own."""

from linli.api import serve

from . import unread, workflows
from .arriving import api as arriving_api
from .closing import api as closing_api
from .correlation import api as correlation_api
from .drafts import api as drafts_api
from .duty import api as duty_api
from .grading import api as grading_api
from .handling import api as handling_api
from .lessons import api as lessons_api
from .raising import api as raising_api
from .records import api as records_api
from .reports import api as reports_api
from .routes import api
from .teamwork import api as teamwork_api

__all__ = [
    "api",
    "arriving_api",
    "closing_api",
    "correlation_api",
    "drafts_api",
    "duty_api",
    "grading_api",
    "handling_api",
    "lessons_api",
    "raising_api",
    "records_api",
    "reports_api",
    "teamwork_api",
    "unread",
    "workflows",
]
handler = serve(api)
