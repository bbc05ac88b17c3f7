"""Answers to the devices feature: which messages facilities has stored, for the
conservation check.
"""

from linli.answers import Answers
from linli.packs import counting

answers = Answers()
counting.answer(answers)
handler = answers.handler
