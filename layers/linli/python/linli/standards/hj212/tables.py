"""The tables of HJ 212-2017: what numbers and letters mean. CODES were not read in it (K)."""

from types import MappingProxyType
from typing import NamedTuple

from linli.standards.data import Words

INTERACTION, NORMAL = "91", "N"


class Edition(NamedTuple):
    """`verified`: a message of it is held to what was read."""

    name: str
    verified: bool


READ = 1
EARLIER, LATER = Edition("HJ/T 212-2005", False), Edition("HJ 212-2025", False)


def edition(version: int) -> Edition:
    """By the version in Flag. That whatever is later than 2017 is 2025 is our guess."""
    if version == READ:
        return Edition("HJ 212-2017", True)
    return LATER if version > READ else EARLIER


SYSTEMS = MappingProxyType(
    {
        "21": Words("地表水质量监测", "surface water"),
        "22": Words("空气质量监测", "air"),
        "23": Words("声环境质量监测", "noise"),
        "31": Words("大气环境污染源", "source of waste gas"),
        "32": Words("地表水体环境污染源", "source of waste water"),
        INTERACTION: Words("系统交互", "between the two ends"),
    }
)
COMMANDS = MappingProxyType(
    {
        "1011": Words("提取现场机时间", "ask for the clock"),
        "1012": Words("设置现场机时间", "set the clock"),
        "1061": Words("提取实时数据间隔", "ask for the interval"),
        "1062": Words("设置实时数据间隔", "set the interval"),
        "2011": Words("实时数据", "data of now"),
        "2051": Words("分钟数据", "data of minutes"),
        "2061": Words("小时数据", "data of an hour"),
        "2031": Words("日数据", "data of a day"),
        "9011": Words("请求应答", "answer to a request"),
        "9012": Words("执行结果", "result of a request"),
        "9013": Words("通知应答", "answer to a notice"),
        "9014": Words("数据应答", "answer to data"),
    }
)
REQUESTED = MappingProxyType(
    {
        1: Words("准备执行请求", "will be done"),
        2: Words("请求被拒绝", "refused"),
        3: Words("PW错误", "wrong password"),
        4: Words("MN错误", "wrong device"),
        5: Words("ST错误", "wrong system"),
        6: Words("Flag错误", "wrong flag"),
        7: Words("QN错误", "wrong number"),
        8: Words("CN错误", "wrong command"),
        9: Words("CRC校验错误", "wrong checksum"),
        100: Words("未知错误", "unknown"),
    }
)
EXECUTED = MappingProxyType(
    {
        1: Words("执行成功", "done"),
        2: Words("执行失败,原因未知", "failed, nobody knows why"),
        3: Words("命令请求条件错误", "wrong condition"),
        4: Words("通讯超时", "too late"),
        5: Words("系统繁忙", "busy"),
        6: Words("系统故障", "at fault"),
        100: Words("没有数据", "no data"),
    }
)
FLAGS = MappingProxyType(
    {
        NORMAL: Words("正常", "normal"),
        "F": Words("停运", "not in operation"),
        "M": Words("维护", "being maintained"),
        "S": Words("手工输入", "entered by hand"),
        "D": Words("故障", "at fault"),
        "C": Words("校准", "being calibrated"),
        "T": Words("超限", "beyond its range"),
        "B": Words("通讯异常", "cannot be reached"),
    }
)
CODES = MappingProxyType(
    {
        "a34004": Words("PM2.5", "PM2.5"),
        "a34002": Words("PM10", "PM10"),
        "a21026": Words("二氧化硫", "SO₂"),
        "a21004": Words("二氧化氮", "NO₂"),
        "a21005": Words("一氧化碳", "CO"),
        "a05024": Words("臭氧", "O₃"),
        "LA": Words("噪声", "noise"),
    }
)
