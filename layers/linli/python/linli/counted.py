"""Custom metrics of functions, per feature: the namespace `linli-<city>` in CloudWatch.

Some of them require a person's action. Each of these is an alarm of every feature that counts it
(infra.core.alarms), and a line of `./linli status` for the last hour. All others are shown where
people can act on them (an incident, a twin, the state of providers), or resolve by themselves.
"""

from enum import StrEnum
from typing import NamedTuple


class Counted(StrEnum):
    """The name of the metric."""

    ARCHIVE_BEHIND = "ArchiveBehind"
    ARCHIVE_WRONG = "ArchiveWrong"
    CLAIM_REFUSED = "ClaimRefused"
    CLOCK_AHEAD = "ClockAhead"
    FLOODING = "Flooding"
    HINTS_NOT_SENT = "HintsNotSent"
    NOT_DRIVEN = "NotDriven"
    NOT_MADE = "NotMade"
    NOT_TOLD = "NotTold"
    NOT_WALKED = "NotWalked"
    QUARANTINED = "Quarantined"
    STRANGE_SPANS = "StrangeSpans"
    TOO_DENSE = "TooDense"
    UNKNOWN_REPORTS = "UnknownReports"
    UNNEEDED = "Unneeded"


class Need(NamedTuple):
    """What a person must do once it was counted in so many consecutive `hours`, in features with
    this `function`.
    """

    function: str
    zh: str
    en: str
    hours: int = 1


NEEDS = {
    Counted.QUARANTINED: Need(
        "reactions",
        "有消息无法读取，已整条隔离：查明原因，修正后重放。",
        "Messages could not be read and wait in quarantine: find out why, then replay them.",
    ),
    Counted.FLOODING: Need(
        "reading",
        "某设备一小时内无法处理的消息过多，其余只计数、不再留存：按日志找到该设备，修复或停用。",
        "A device sends more that nobody can take than is kept in an hour: the log names it; mend"
        " or suspend it.",
    ),
    Counted.TOO_DENSE: Need(
        "reading",
        "某设备上报过密，迟到数据只按最后的样本判定告警：按日志找到该设备，放宽其上报间隔。",
        "A device measures so often that alarms are told of its last samples alone: the log names"
        " it; have it measure less often.",
    ),
    Counted.STRANGE_SPANS: Need(
        "report",
        "设备报告了它不可能在线的时段，这些时段未核对：按日志找到设备，校正其时钟。",
        "Devices report of hours in which they cannot have spoken, which are not balanced: the log"
        " names them; put their clocks right.",
    ),
    Counted.ARCHIVE_BEHIND: Need(
        "history",
        "归档落后，数据将在核对前过期：查明归档为何停滞。",
        "Rows will expire before their archive was compared: find out what holds it up.",
    ),
    Counted.ARCHIVE_WRONG: Need(
        "history",
        "归档与原表不一致，已重新归档：以 ./linli archive list 复核。",
        "An archive was not what its table has and is made anew: see ./linli archive list.",
    ),
    Counted.NOT_DRIVEN: Need(
        "sweeper",
        "有到期事项未能处理，每分钟重试：查看该功能 sweeper 的日志，修复后自动继续。",
        "Something that is due could not be done and is tried again each minute: see the log of the"
        " sweeper; once the cause is repaired it goes on.",
    ),
    Counted.NOT_TOLD: Need(
        "sweeper",
        "事件在流与每分钟的补发中都未能发布：查看该功能 sweeper 的日志，修复后自动补发。",
        "Events could be published neither by the stream nor by the sweeper: see the log of the"
        " sweeper; once the cause is repaired it publishes them.",
    ),
    Counted.NOT_WALKED: Need(
        "history",
        "历史整理连续三小时失败：查看该功能 history 的日志。",
        "The walk over the history fails for three hours on end: see the log of its function.",
        hours=3,
    ),
    Counted.NOT_MADE: Need(
        "history",
        "小时或日汇总连续三小时未能生成：查看该功能 history 的日志。",
        "Hours or days could not be made for three hours on end: see the log of history.",
        hours=3,
    ),
}
