"""A fleet that reconnects after its broker was lost: simulated in virtual time, and with real
sessions.
"""
