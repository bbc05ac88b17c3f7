"""The role × route table: what each role may do, asked of the very policies that decide."""

from typing import Any, get_args

from linli import policy
from linli.roles import Role
from operate.reference import features

ROLES: tuple[str, ...] = get_args(Role)
HERE = "140105001001"
HEAD = """# Who may do what

Generated from the features' `policies.cedar` by `./linli check --write`; do not edit.

● may, in the place of the membership and all that lies in it · ○ may where it is the person's own
to do (the assignee) · blank: may not, and is answered 403 within the place and 404 outside of it.
Routes marked *own* touch only what is the caller's own; *public* ones ask for no sign-in.
"""


def table() -> str:
    return HEAD + "".join(f"\n## {name}\n\n{routes(name)}" for name in features.apis())


def routes(feature: str) -> str:
    """The table of one feature; roles that may do nothing there are left out."""
    api = features.apis()[feature]
    cells = {at: _row(feature, api, at) for at in sorted(api.kinds, key=lambda at: (at[1], at[0]))}
    used = [role for role in ROLES if any(row.get(role) for row in cells.values())]
    lines = [f"| route | {' | '.join(used) or '–'} |", f"|-|{'-|' * max(len(used), 1)}"]
    for (method, path), row in cells.items():
        marks = [row[""]] + [""] * (len(used) - 1) if "" in row else [row[r] for r in used]
        lines.append(f"| `{method} {path}` | {' | '.join(marks)} |")
    return "\n".join(lines) + "\n"


def _row(feature: str, api: Any, at: tuple[str, str]) -> dict[str, str]:
    if api.kinds[at] != "action":
        return {"": f"*{api.kinds[at]}*"}
    return {role: mark(api, role, api.actions[at]) for role in ROLES}


def mark(api: Any, role: str, action: str) -> str:
    actor = policy.actor("somebody", role, HERE)
    plain = policy.noun("Noun", "n", HERE, {})
    mine = policy.noun("Noun", "n", HERE, {"assignee": "somebody"})
    place = policy.community(HERE)
    if any(api._policy.allows(actor, action, thing, 0) for thing in (plain, place)):
        return "●"
    return "○" if api._policy.allows(actor, action, mine, 0) else ""
