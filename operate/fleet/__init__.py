"""The simulated fleet: devices and phones, each with its own certificate and connection.

It stands outside the city: it knows the broker, the certificates it was given, and nothing else.
"""
