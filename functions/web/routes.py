"""The routes of web: each room adds its own."""

from linli.api import Api

api = Api(str(__package__))
