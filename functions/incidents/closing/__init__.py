"""How an incident ends: with a lesson, and with the reports that the law asks of the community."""
