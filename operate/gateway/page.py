"""A page of the laptop's phones with the messages that arrived, latest first. Plain HTML, no
script.
"""

import hashlib
from base64 import b64encode
from collections.abc import Iterable, Mapping
from html import escape
from itertools import groupby
from types import MappingProxyType

from operate.gateway.message import Kept

MOST = 200  # messages on the page
EVERY = 5  # seconds between two refreshes
STYLE = """
body{margin:0;background:#f4f6f5;color:#12201b;font:1.0625rem/1.6 system-ui,sans-serif}
main{max-width:46rem;margin:0 auto;padding:1.5rem 1rem}
.aside{border-left:.25rem solid #8a5a00;background:#fff7e6;padding:.5rem 1rem}
section{background:#fff;border:1px solid #c9d3ce;border-radius:.75rem;margin:1rem 0;padding:0 1rem}
ol{list-style:none;padding:0}li{border-top:1px solid #e3e9e6;padding:.5rem 0;overflow-wrap:anywhere}
p{margin:.25rem 0}small{color:#43514c}a{color:#00594a}
"""
_STYLE_HASH = b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
HEADERS = MappingProxyType(
    {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
    }
)
TEXTS = {
    "zh": {
        "title": "本机手机",
        "aside": "这里代替短信、语音、群机器人和邮件供应商:城市的消息只到这里,不会到任何人的手机。",
        "none": "还没有消息。",
        "all": "全部手机",
        "other": "English",
        "sms": "短信",
        "voice": "语音",
        "robot": "群机器人",
        "email": "邮件",
        "accepted": "在途",
        "delivered": "已送达",
        "failed": "失败",
        "expired": "已过期",
        "answered": "已按键确认",
    },
    "en": {
        "title": "Phones of this machine",
        "aside": "This stands for the suppliers of SMS, voice, robots and e-mail: what the city "
        "sends arrives here, and on nobody's phone.",
        "none": "No messages yet.",
        "all": "All phones",
        "other": "中文",
        "sms": "SMS",
        "voice": "call",
        "robot": "robot",
        "email": "e-mail",
        "accepted": "under way",
        "delivered": "delivered",
        "failed": "failed",
        "expired": "expired",
        "answered": "answered by key",
    },
}


def phones(messages: Iterable[Kept], query: Mapping[str, str], headers: Mapping[str, str]) -> str:
    lang = _language(query.get("lang", ""), headers.get("accept-language", ""))
    say, to = TEXTS[lang], query.get("to", "")
    latest = [one for one in messages if to in ("", one.to)][-MOST:][::-1]
    newest = {one.to: n for n, one in reversed(list(enumerate(latest)))}
    latest.sort(key=lambda one: newest[one.to])
    held = "".join(_phone(*group, lang) for group in groupby(latest, lambda one: one.to))
    back = f'<p><a href="/?lang={lang}">{say["all"]}</a></p>' if to else ""
    other = "en" if lang == "zh" else "zh"
    return f"""<!doctype html>
<html lang="{"zh-CN" if lang == "zh" else "en"}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="{EVERY}">
<title>{say["title"]}</title><style>{STYLE}</style></head><body><main>
<h1>{say["title"]}</h1><p class="aside">{say["aside"]}</p>
<p><a href="/?lang={other}" lang="{other}">{say["other"]}</a></p>
{back}{held or f"<p>{say['none']}</p>"}</main></body></html>"""


def _phone(to: str, messages: Iterable[Kept], lang: str) -> str:
    listed = "".join(_message(one, TEXTS[lang]) for one in messages)
    link = f"/?lang={lang}&amp;to={escape(to)}"
    return f'<section><h2><a href="{link}">{escape(to)}</a></h2><ol>{listed}</ol></section>\n'


def _message(one: Kept, say: Mapping[str, str]) -> str:
    state = say.get(one.state, one.state)
    detail = f"{say.get(one.kind, one.kind)} · {one.gateway} · {state} · {one.at:%H:%M:%S} UTC"
    text = escape(one.markdown or one.text)
    lang = "zh-CN" if one.language == "zh" else "en"
    return f'<li><p lang="{lang}">{text}</p><small>{escape(detail)}</small></li>'


def _language(asked: str, accepted: str) -> str:
    """Chinese, unless English is requested or preferred."""
    return "en" if (asked or accepted).strip().lower().startswith("en") else "zh"
