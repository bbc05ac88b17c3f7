"""The local gateways: one server that stands for every supplier of the cities of a home.

It is outside the cities: it knows linli-gateway/1 (docs/gateways.md), the secrets it shares with
each city and where to call back, and none of the city's code. It forgets everything when it ends.
"""
