"""The api of notify, which each room's api fills; api.py serves it."""

from linli.api import Api

api = Api(str(__package__))
