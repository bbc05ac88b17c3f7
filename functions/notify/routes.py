"""The API of notify, which each package extends; api.py serves it."""

from linli.api import Api

api = Api(str(__package__))
