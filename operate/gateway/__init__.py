"""The local gateways: one server that plays every supplier of the cities of a home.

It is outside the cities: it knows linli-gateway/1 (docs/gateways.md), the secrets it shares with
each city and the callback addresses, and uses none of the city's code. Its state is lost when it
ends.
"""
