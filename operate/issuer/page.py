"""The pages of the sign-in: plain HTML that works with a keyboard, a reader, and no script."""

import hashlib
from base64 import b64encode
from collections.abc import Iterable
from html import escape

from operate.issuer.people import Person

STYLE = """
body{margin:0;background:#f4f6f5;color:#12201b;font:1.0625rem/1.6 system-ui,sans-serif}
main{max-width:40rem;margin:0 auto;padding:2rem 1rem}
.aside{border-left:.25rem solid #8a5a00;background:#fff7e6;padding:.5rem 1rem}
ul{list-style:none;padding:0}
button{width:100%;min-height:3rem;margin:.25rem 0;padding:.5rem 1rem;text-align:left;font:inherit;
 color:inherit;background:#fff;border:1px solid #5b6b65;border-radius:.5rem;cursor:pointer}
button:hover{background:#e3f1ea}button:focus-visible{outline:.1875rem solid #00594a}
small{display:block;color:#43514c}
"""
_STYLE_HASH = b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
TEXTS = {
    "zh": {
        "title": "登录邻里",
        "aside": "这是本机的演示登录：任何人都可以选择下列任何一位，不核验身份。"
        "正式部署的城市使用自己的统一身份认证。",
        "who": "您是哪一位？",
        "for": "登录后返回",
        "nobody": "尚无人员。",
        "added": "演练剧本中的人员",
        "refused": "无法登录",
        "start": "请回到应用，重新登录。",
    },
    "en": {
        "title": "Sign in to Linli",
        "aside": "This is this machine's stand-in for signing in: anybody may choose any person "
        "below, and nothing is verified. A city in service uses its own identity provider.",
        "who": "Who are you?",
        "for": "After signing in you return to",
        "nobody": "There are no people yet.",
        "added": "People of the scenarios",
        "refused": "Signing in is not possible",
        "start": "Please go back to the application and start again.",
    },
}
ROLES = {
    "resident": ("居民", "resident"),
    "guardian": ("监护人", "guardian"),
    "volunteer": ("志愿者", "volunteer"),
    "grid_worker": ("网格员", "grid worker"),
    "community_worker": ("社区工作者", "community worker"),
    "property_manager": ("物业经理", "property manager"),
    "official": ("机关工作人员", "official"),
    "election_committee": ("选举委员会", "election committee"),
    "merchant": ("商户", "merchant"),
    "auditor": ("审计员", "auditor"),
    "city_operator": ("城市运营员", "city operator"),
    "provincial_analyst": ("省级分析员", "provincial analyst"),
}


def language(asked: str, accepted: str) -> str:
    """Chinese, unless English is asked for or preferred."""
    wanted = asked or accepted
    return "en" if wanted.strip().lower().startswith("en") else "zh"


def policy(returns_to: str) -> str:
    """What the page may do: nothing, save its own style and its form's way back."""
    allowed = f"style-src 'sha256-{_STYLE_HASH}'; form-action 'self' {returns_to}".rstrip()
    return f"default-src 'none'; {allowed}; base-uri 'none'; frame-ancestors 'none'"


def choose(people: Iterable[Person], lang: str, action: str, csrf: str, returns_to: str) -> str:
    """One button for each person; those whom scenarios added stand apart."""
    say, everybody = TEXTS[lang], list(people)
    listed = _list([p for p in everybody if not p.added], lang) or f"<p>{say['nobody']}</p>"
    if added := _list([p for p in everybody if p.added], lang):
        listed += f"<details><summary>{say['added']}</summary>{added}</details>"
    return _page(
        lang,
        f"""<h1>{say["title"]}</h1><p class="aside">{say["aside"]}</p>
<form method="post" action="{escape(action)}"><h2 id="who">{say["who"]}</h2>
<input type="hidden" name="csrf" value="{escape(csrf)}">
<div role="group" aria-labelledby="who">{listed}</div></form>
<p><small>{say["for"]} {escape(returns_to)}</small></p>""",
    )


def refused(lang: str, code: str, why: str) -> str:
    """An error that may not be sent back, as nobody trustworthy is there to receive it."""
    say = TEXTS[lang]
    detail = f"<p><code>{escape(code)}</code>: {escape(why)}</p>"
    return _page(lang, f"<h1>{say['refused']}</h1>{detail}<p>{say['start']}</p>")


def _list(people: Iterable[Person], lang: str) -> str:
    entries = "".join(f"<li>{_button(person, lang)}</li>\n" for person in people)
    return entries and f"<ul>{entries}</ul>"


def _button(person: Person, lang: str) -> str:
    which = 1 if lang == "en" else 0
    held = (f"{ROLES.get(m.role, (m.role,) * 2)[which]} {m.place}" for m in person.memberships)
    detail = " · ".join((person.id, *held))
    name = f"{escape(person.name)}<small>{escape(detail)}</small>"
    return f'<button name="person" value="{escape(person.id)}">{name}</button>'


def _page(lang: str, body: str) -> str:
    return f"""<!doctype html>
<html lang="{"zh-CN" if lang == "zh" else lang}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>{TEXTS[lang]["title"]}</title>
<style>{STYLE}</style></head><body><main>{body}</main></body></html>"""
