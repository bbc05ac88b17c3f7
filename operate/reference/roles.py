"""The page of who may do what, found by evaluating the policies themselves."""

from collections import defaultdict
from functools import cache
from typing import Any

from linli import purposes, scopes
from linli.rows import from_yaml
from operate.home import ROOT
from operate.reference import decided, features
from operate.reference.decided import PURPOSES, ROLES, Answer, Case

HEAD = """# 谁可以做什么 · Who may do what

Generated from the features' `policies.cedar` by `./linli check --write`; do not edit. What should
be so is written by hand in [docs/who-may](../who-may/README.md), and compared case by case.

● may · a purpose: may if that is what it is asked for (`Linli-Purpose`) · blank: may not, and is
answered 403 within the place and 404 outside of it. Everything holds in the place of the membership
and in all that lies in it. *Own* routes touch only what is the caller's own; where it says so, also
what is his who gave a mandate, or consented to an app, or whose guardian the caller is. *Public*
ones ask for no sign-in.

● 可以 · 写明目的的：须以该目的提出 · 空白：不可以。身份只在其地域及其下级有效。
"""
WORDS = {
    "": "他人 another",
    "person": "本人 own person",
    "proposer": "提议人 proposer",
    "assignee": "处理人 assignee",
    "handler": "经办人 handler",
}


@cache
def titles() -> dict[str, dict[str, Any]]:
    file = ROOT / "functions/accounts/rules/roles.yaml"
    return {row["id"]: row for row in from_yaml(file)}


def table() -> str:
    return "\n".join((HEAD, _roles(), _purposes(), *map(_section, features.apis())))


def routes(feature: str) -> str:
    """The table of one feature, without roles that may do nothing there."""
    api = features.apis()[feature]
    lines = {at: _lines(api, at) for at in sorted(api.ways, key=lambda at: (at[1], at[0]))}
    used = [r for r in ROLES if any(r in answer for at in lines.values() for _, answer in at)]
    head = f"| route | of what | {' | '.join(map(_title, used)) or '–'} |"
    rows = [head, f"|-|-|{'-|' * max(len(used), 1)}"]
    for (method, path), cases in lines.items():
        for of, answer in cases:
            cells = " | ".join(_cell(answer.get(role)) for role in used)
            rows.append(f"| `{method} {path}` | {of} | {cells} |")
    return "\n".join(rows) + "\n"


def _lines(api: Any, at: tuple[str, str]) -> list[tuple[str, Answer]]:
    """The cases of a route in which anybody may; those with the same answer are one line."""
    way = api.ways[at]
    if way.kind != "action":
        return [(_own(way), {})]
    alike: dict[str, list[Case]] = defaultdict(list)
    found = decided.answers(api, way.action)
    for case, answer in found.items():
        if answer:
            alike[repr((case.kind, answer))].append(case)
    return [(_of(cases, [*found]), found[cases[0]]) for cases in alike.values()]


def _own(way: Any) -> str:
    zh, _ = scopes.NAMES.get(way.scope, ("", ""))
    lent = f"; by mandate or app: `{way.scope}` {zh}" if zh else ""
    return f"*{way.kind}*{lent}" + ("; by a guardian 监护人" if way.guardian else "")


def _of(cases: list[Case], known: list[Case]) -> str:
    """What the cases have in common, as far as it distinguishes them from others of their kind."""
    kind = cases[0].kind
    same = [case for case in known if case.kind == kind]
    said = ["地方 place" if kind == decided.PLACE else kind]
    givens = list(dict.fromkeys(case.given for case in cases))
    if len(givens) < len({case.given for case in same}):
        said.append("、".join(map(_title, givens)))
    relations = list(dict.fromkeys(case.relation for case in cases))
    if len(relations) < len({case.relation for case in same}):
        said.append("、".join(WORDS[one] for one in relations))
    return ": ".join(said)


def _cell(may: frozenset[str] | None) -> str:
    if may is None:
        return ""
    return "●" if len(may) == len(PURPOSES) else ", ".join(why for why in PURPOSES if why in may)


def _title(role: str) -> str:
    return f"{titles()[role]['zh']} {titles()[role]['en']}"


def _roles() -> str:
    rows = ["| 身份 role | 职责 duty | 由谁授予 given by |", "|-|-|-|"]
    for role in ROLES:
        row = titles()[role]
        by = "、".join(map(_title, row["granted_by"]))
        two = " (两人 two persons)" if row["strong"] else ""
        rows.append(f"| {_title(role)} | {row['duty_zh']} · {row['duty_en']} | {by}{two} |")
    return "## 身份 · The roles\n\n" + "\n".join(rows) + "\n"


def _purposes() -> str:
    named = (f"`{why}` {zh} {en}" for why, (zh, en) in purposes.NAMES.items())
    return "## 目的 · The purposes\n\n" + " · ".join(named) + "\n"


def _section(feature: str) -> str:
    never = "".join(f"- {sentence}\n" for sentence in decided.never(feature))
    return (
        f"## {feature}\n\n{routes(feature)}\n绝不 · Never, whatever else is permitted:\n\n{never}"
    )
