"""The api of notify, which inbox.py, suppliers_api.py and bulk_api.py fill; api.py serves it."""

from linli.api import Api

api = Api(str(__package__))
