"""Where linked actions rest. Keys are spelled in this file and nowhere else.

action#<id>   action                a linked action; due while its device has not answered
"""

from datetime import datetime

from functions.facilities.assets.model import Asset
from functions.facilities.assets.store import history_of
from linli.errors import Conflict, NotFound
from linli.store import Write, commit, load, stored

from . import rules
from .model import Action


def action(action_id: str) -> Action:
    return load(_action(action_id), "action", Action)


def action_of(asset: Asset, action_id: str) -> Action:
    """NotFound, too, if it was another asset that was commanded."""
    found = action(action_id)
    if found.asset_id != asset.id:
        raise NotFound
    return found


def driven(key: str) -> Action:
    """By the key of its row, for the sweeper."""
    return load(key, "action", Action)


def change(before: Action | None, after: Action, now: datetime) -> list[Write]:
    """The action with what its change makes known, and the line of its device's history."""
    news = rules.news(before, after, now)
    write = Write(_action(after.id), "action", after, news, due=after.due)
    return [write, *history_of(rules.lines(before, after, now))]


def order(new: Action, now: datetime) -> Action:
    """The action, new or as it stands if it was ordered before."""
    try:
        return save(None, new, now)
    except Conflict:
        return action(new.id)


def save(before: Action | None, after: Action, now: datetime) -> Action:
    commit(*change(before, after, now))
    return stored(after)


def _action(action_id: str) -> str:
    return f"action#{action_id}"
