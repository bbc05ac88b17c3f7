"""The rows of the standards, and of the city, by which the environment is judged."""

from linli.dated import unbroken
from linli.numbers import Number, held
from linli.rows import rows, standard
from linli.standards import gb3095, gb3096, gb3838, gb5749, hj633

from .model import Exceedance, Item

AIR = hj633.Tables(
    standard("hj633_breakpoints", hj633.Breakpoints),
    standard("hj633_levels", hj633.Level),
    standard("hj633_advice", hj633.Advice),
)
VALIDITY = standard("gb3095_validity", gb3095.Validity)
NOISE = standard("gb3096_limits", gb3096.Limit)
NIGHTS = standard("gb3096_night", gb3096.Night)
DRINKING = standard("gb5749_limits", gb5749.Limit)
SURFACE = standard("gb3838_limits", gb3838.Limit)
EXCEEDANCES = tuple(unbroken(rows("environment", "exceedances", Exceedance)).values())
ITEMS = rows("environment", "packets", Item)
NUMBERS = held(rows("environment", "sensing", Number))
