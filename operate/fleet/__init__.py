"""The simulated fleet: devices and phones, each with its own certificate and connection.

It is outside the city: it knows the broker and its certificates, and nothing else.
"""
