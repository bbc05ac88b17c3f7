"""Words for people, in Chinese and English; a feature's own are in its texts.yaml."""

from functools import cache

from linli.rows import read

COMMON = {
    "changed-meanwhile": (
        "有人刚刚修改了它,请重试",
        "Somebody changed it just now; please try again",
    ),
    "failed": ("系统出错,已记录", "Something went wrong; it has been recorded"),
    "forbidden": ("您没有办理此事的权限", "You may not do this"),
    "idempotency-key-reused": ("该请求编号已用于另一请求", "This key was used for another request"),
    "invalid": ("请求内容有误", "Something in the request is wrong"),
    "not-found": ("未找到", "Not found"),
    "stale": ("您依据的版本已过时", "The version you edited is not the current one"),
    "too-large": ("内容过大", "Too large"),
    "undecided": ("系统出错,已记录", "Something went wrong; it has been recorded"),
}


def say(feature: str, key: str, language: str, **variables: object) -> str:
    """The text `key` of a feature, else the common one, else the key itself."""
    zh, en = _of(feature).get(key) or COMMON.get(key) or (key, key)
    return (en if language.startswith("en") else zh).format(**variables)


@cache
def _of(feature: str) -> dict[str, tuple[str, str]]:
    return {key: (text["zh"], text["en"]) for key, text in read(feature, "texts").items()}
