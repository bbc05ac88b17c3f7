"""What devices asks of facilities: what it has of messages, for the balance of the city."""

from linli.answers import Answers
from linli.packs import counting

answers = Answers()
counting.answer(answers)
handler = answers.handler
