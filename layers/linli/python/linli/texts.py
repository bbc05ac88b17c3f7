"""Texts for people, in Chinese and English; a feature's own are in its texts.yaml."""

from functools import cache

from linli.rows import read

COMMON = {
    "already-dropped": ("该消息已放弃处理", "This message was dropped already"),
    "already-replayed": ("该消息已重发过", "This message was sent again already"),
    "app-revoked": ("该应用已被停用", "This app has been revoked"),
    "beyond-consent": ("您未授权该应用办理此事", "You have not consented to this app doing so"),
    "beyond-mandate": ("您未获授权代为办理此事", "You have no mandate for this"),
    "changed-meanwhile": (
        "有人刚刚修改了它,请重试",
        "Somebody changed it just now; please try again",
    ),
    "consent-needed": (
        "涉及敏感个人信息,须取得本人或监护人的单独同意(个人信息保护法第28、29、31条)",
        "What is known by it is sensitive: only a separate consent, of a child his guardian's, is"
        " enough (Personal Information Protection Law, art. 28, 29, 31)",
    ),
    "failed": ("系统出错,已记录", "Something went wrong; it has been recorded"),
    "forbidden": ("您没有办理此事的权限", "You may not do this"),
    "guardian-needed": (
        "不满十四周岁的,须由监护人同意(个人信息保护法第31条)",
        "Of who is under fourteen his guardian must agree"
        " (Personal Information Protection Law, art. 31)",
    ),
    "idempotency-key-reused": ("该请求编号已用于另一请求", "This key was used for another request"),
    "invalid": ("请求内容有误", "Something in the request is wrong"),
    "names-a-person": (
        "此处不要写电话号码或身份证号",
        "No telephone or identity number belongs here",
    ),
    "no-guardian": (
        "同意的人没有登记为此人的监护人,或期限已过",
        "Who agreed is not written down as this person's guardian, or is no longer",
    ),
    "not-by-card": ("刷卡登录不能办理此项", "This cannot be done by a card"),
    "not-found": ("未找到", "Not found"),
    "nothing-dead": ("没有失效的消息", "No message lies dead"),
    "purpose-missing": ("请说明查询目的", "Say for which purpose you ask"),
    "session-ended": ("登录已结束,请重新登录", "This session has ended; please sign in again"),
    "stale": ("您依据的版本已过时", "The version you edited is not the current one"),
    "until-fourteen": (
        "监护人的同意最长到本人年满十四周岁(生日当天结束时),此后须由本人自己同意(个人信息保护法第31条)",
        "A guardian's consent lasts at most until the person is fourteen (the end of the birthday);"
        " from then on the person agrees himself"
        " (Personal Information Protection Law, art. 31)",
    ),
    "too-large": ("内容过大", "Too large"),
    "too-many": ("操作过于频繁,请稍后再试", "Too many; please try again later"),
    "undecided": ("系统出错,已记录", "Something went wrong; it has been recorded"),
    "unknown-measure": ("该类设备不测量此项", "This kind of thing does not measure that"),
    "wrong-unit": ("单位与该类设备的单位不同", "The unit is not that of this kind of thing"),
}


def say(feature: str, key: str, language: str, **variables: object) -> str:
    """The feature's text `key`, else the common one, else the key itself."""
    zh, en = _of(feature).get(key) or COMMON.get(key) or (key, key)
    return (en if language.startswith("en") else zh).format(**variables)


def has(feature: str, key: str) -> bool:
    return key in _of(feature) or key in COMMON


@cache
def _of(feature: str) -> dict[str, tuple[str, str]]:
    texts = read(feature, "texts").items()
    return {key: (text["zh"], text["en"]) for key, text in texts if key != "notices"}
