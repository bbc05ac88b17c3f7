"""What devices asks of environment: what it has of a device's messages, for the balance of the city."""

from linli.answers import Answers
from linli.packs import counting

answers = Answers()
counting.answer(answers)
handler = answers.handler
