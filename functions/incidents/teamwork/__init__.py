"""Working together on an incident: reassigning, asking for help, commenting, handing over
a shift.
"""
