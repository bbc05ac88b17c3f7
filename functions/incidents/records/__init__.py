"""Personal data for one emergency: encrypted, visible to those who handle it, destroyed at
its end.
"""
