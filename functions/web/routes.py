"""The router of web; each sub-package adds its routes."""

from linli.api import Api

api = Api(str(__package__))
