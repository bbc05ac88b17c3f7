"""What need not be done again, by marks that the engine keeps: they are lost with what was done."""

import hashlib
from collections.abc import Callable

from operate.home import Home


def once(home: Home, what: str, inputs: bytes, work: Callable[[], object]) -> bool:
    """Works unless it was done with these inputs already; False then."""
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
