"""Data for air warnings: only a government of a county or above may issue one; nothing
here does.
"""
