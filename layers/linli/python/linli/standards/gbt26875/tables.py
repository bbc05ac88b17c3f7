"""The tables of GB/T 26875.3-2011: what bits, types of systems and parts, and units mean."""

from types import MappingProxyType
from typing import NamedTuple

SYSTEM_STATES = (
    *("normal", "fire", "fault", "shielded", "supervised", "started", "feedback", "delayed"),
    *("main_power_fault", "standby_power_fault", "bus_fault", "manual"),
    *("configuration_changed", "reset"),
)
PART_STATES = (*SYSTEM_STATES[:8], "power_fault")
DEVICE_STATES = (
    *("normal", "fire", "fault", "main_power_fault", "standby_power_fault"),
    *("center_link_fault", "line_fault"),
)
OPERATIONS = (
    *("reset", "silenced", "manual_alarm", "alarm_cancelled", "self_test", "confirmed", "test"),
)


class Words(NamedTuple):
    zh: str
    en: str


class Unit(NamedTuple):
    """A number of an analog report times `step` is in `unit`."""

    zh: str
    step: float
    unit: str


REPORTS = MappingProxyType(
    {
        1: Words("建筑消防设施系统状态", "state of a system"),
        2: Words("建筑消防设施部件运行状态", "state of a part"),
        3: Words("建筑消防设施部件模拟量值", "value measured by a part"),
        4: Words("建筑消防设施操作信息", "operation at a system"),
        5: Words("建筑消防设施软件版本", "version of a system"),
        6: Words("建筑消防设施系统配置情况", "configuration of a system"),
        7: Words("建筑消防设施部件配置情况", "configuration of a part"),
        8: Words("建筑消防设施系统时间", "clock of a system"),
        21: Words("用户信息传输装置运行状态", "state of the transmission device"),
        24: Words("用户信息传输装置操作信息", "operation at the transmission device"),
    }
)
SYSTEMS = MappingProxyType(
    {
        0: Words("通用", "general"),
        1: Words("火灾报警系统", "fire alarm"),
        10: Words("消防联动控制器", "linkage controller"),
        11: Words("消火栓系统", "hydrants"),
        12: Words("自动喷水灭火系统", "sprinklers"),
        13: Words("气体灭火系统", "gas extinguishing"),
        14: Words("水喷雾灭火系统(泵启动)", "water mist, by pump"),
        15: Words("水喷雾灭火系统(压力容器)", "water mist, by vessel"),
        16: Words("泡沫灭火系统", "foam"),
        17: Words("干粉灭火系统", "dry powder"),
        18: Words("防排烟系统", "smoke control"),
        19: Words("防火门及卷帘系统", "fire doors and shutters"),
        20: Words("消防电梯", "firefighters' lift"),
        21: Words("消防应急广播", "emergency broadcast"),
        22: Words("消防应急照明和疏散指示", "emergency lighting and exit signs"),
        23: Words("消防电源", "power of fire installations"),
        24: Words("消防电话", "firefighters' telephone"),
    }
)
PARTS = MappingProxyType(
    {
        1: Words("火灾报警控制器", "alarm controller"),
        **dict.fromkeys(range(10, 14), Words("可燃气体探测器", "combustible gas detector")),
        **dict.fromkeys(range(16, 19), Words("电气火灾监控", "electrical fire monitoring")),
        23: Words("手动火灾报警按钮", "manual call point"),
        24: Words("消火栓按钮", "hydrant button"),
        25: Words("火灾探测器", "fire detector"),
        **dict.fromkeys(range(30, 38), Words("感温火灾探测器", "heat detector")),
        **dict.fromkeys(range(40, 45), Words("感烟火灾探测器", "smoke detector")),
        **dict.fromkeys(range(50, 54), Words("复合式火灾探测器", "combined detector")),
        **dict.fromkeys((61, 62, 69), Words("感光火灾探测器", "flame detector")),
        91: Words("消防水泵", "fire pump"),
        92: Words("消防水箱", "fire water tank"),
        95: Words("喷淋泵", "sprinkler pump"),
        96: Words("水流指示器", "flow switch"),
        97: Words("信号阀", "signal valve"),
        98: Words("报警阀", "alarm valve"),
        99: Words("压力开关", "pressure switch"),
        102: Words("防火门", "fire door"),
        111: Words("防排烟风机", "smoke fan"),
        117: Words("防火卷帘", "fire shutter"),
        121: Words("警报装置", "sounder"),
    }
)
ANALOGS = MappingProxyType(
    {
        2: Unit("高度", 0.01, "m"),
        3: Unit("温度", 0.1, "°C"),
        4: Unit("压力", 0.1, "MPa"),
        5: Unit("压力", 0.1, "kPa"),
        6: Unit("气体浓度", 0.1, "%LEL"),
        7: Unit("时间", 1, "s"),
        8: Unit("电压", 0.1, "V"),
        9: Unit("电流", 0.1, "A"),
        10: Unit("流量", 0.1, "L/s"),
        11: Unit("风量", 0.1, "m³/min"),
        12: Unit("风速", 1, "m/s"),
    }
)


def named(word: int, names: tuple[str, ...]) -> frozenset[str]:
    """The bits that are set and have a name."""
    return frozenset(name for bit, name in enumerate(names) if word >> bit & 1)
