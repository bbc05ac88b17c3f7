"""What is known of an incident in words for others: drafts of reports, sheets for who helps."""
