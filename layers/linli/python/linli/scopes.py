"""The scopes that a person can delegate by mandate or grant to an app. Pure."""

from typing import Literal

Scope = Literal["profile", "notices", "preferences", "consents"]
NAMES: dict[Scope, tuple[str, str]] = {
    "profile": ("查看本人资料和身份", "see who one is, and what, and where"),
    "notices": ("查看和回复通知", "read and answer notices"),
    "preferences": ("查看和更改通知偏好", "see and change how one is told"),
    "consents": ("同意和撤回对应用的授权", "give consent to apps and withdraw it"),
}
