"""Steps that need not be repeated, by marks stored in the engine: a mark is lost together with the
step's result.
"""

import hashlib
from collections.abc import Callable

from operate.home import Home


def once(home: Home, what: str, inputs: bytes, work: Callable[[], object]) -> bool:
    """Does the work unless it was done with the same inputs; returns whether it was done now."""
    marks, name = home.client("ssm"), f"/linli/done/{what}"
    digest = hashlib.sha256(inputs).hexdigest()
    try:
        if marks.get_parameter(Name=name)["Parameter"]["Value"] == digest:
            return False
    except marks.exceptions.ParameterNotFound:
        pass
    work()
    marks.put_parameter(Name=name, Value=digest, Type="String", Overwrite=True)
    return True
