"""The frame of each page: plain HTML, usable by keyboard, by screen reader, and without script."""

from html import escape
from urllib.parse import urlencode

from functions.accounts.sign_in import csrf
from functions.accounts.sign_in.exchange import PRIVATE, Ask, Reply

from . import served
from .words import say

OTHER = {"zh": ("en", "English"), "en": ("zh", "中文")}


def page(
    ask: Ask,
    title: str,
    body: str,
    *,
    status: int = 200,
    returns_to: str = "",
    cookies: tuple[str, ...] = (),
) -> Reply:
    """`returns_to` is an origin that forms may lead to, besides the issuer's own."""
    html = f"""<!doctype html>
<html lang="{"zh-CN" if ask.language == "zh" else "en"}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<link rel="stylesheet" href="{ask.at("static/sign-in.css")}?{served.VERSION}">
<script defer src="{ask.at("static/sign-in.js")}?{served.VERSION}"></script></head>
<body><header><span class="brand">邻里 <span lang="en">Linli</span></span>{_other(ask)}</header>
<main><h1>{escape(title)}</h1>
{body}</main></body></html>"""
    kind = {"Content-Type": "text/html; charset=utf-8"}
    headers = kind | PRIVATE | {"Content-Security-Policy": policy(returns_to)}
    return Reply(status, html, headers, cookies)


def policy(returns_to: str) -> str:
    """The Content-Security-Policy: only its own style, script and forms."""
    own = "style-src 'self'; script-src 'self'; connect-src 'self'"
    forms = f"form-action 'self' {returns_to}".rstrip()
    return f"default-src 'none'; {own}; {forms}; base-uri 'none'; frame-ancestors 'none'"


def form(ask: Ask, method: str, body: str, *, action: str = "", word: str) -> str:
    """A form bound to this browser."""
    to = action or ask.action
    return f"""<form method="post" action="{escape(to)}">
<input type="hidden" name="csrf" value="{csrf.proof(word, to)}">
<input type="hidden" name="method" value="{method}">
{body}</form>"""


def text(ask: Ask, key: str, **variables: object) -> str:
    return escape(say(ask.language, key, **variables))


def alert(said: str) -> str:
    return f'<p class="alert" role="alert">{said}</p>' if said else ""


def _other(ask: Ask) -> str:
    """A link to the other language, unless that would lose a form's input."""
    if ask.method != "GET":
        return ""
    code, name = OTHER[ask.language]
    query = urlencode(ask.query | {"ui_locales": [code]}, doseq=True)
    return f'<a href="{escape(f"{ask.at(ask.path)}?{query}")}" lang="{code}">{name}</a>'
