"""The purposes of access to personal data: a closed list, stated in the header Linli-
Purpose. Pure.
"""

from typing import Literal

Purpose = Literal["visit", "incident", "census", "service", "audit", "recovery"]
NAMES: dict[Purpose, tuple[str, str]] = {
    "visit": ("入户走访", "a visit at home"),
    "incident": ("处置事件", "handling an incident"),
    "census": ("人口登记核对", "checking the register of people"),
    "service": ("办理服务事项", "a service that the person asked for"),
    "audit": ("审计检查", "an audit"),
    "recovery": ("找回账号", "giving a person his sign-in back"),
}
