"""The assignee of an incident reports having arrived."""
