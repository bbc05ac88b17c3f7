"""The texts of the pages, in Chinese and English: texts.yaml beside this file."""

from functools import cache

from linli.rows import read


def say(language: str, key: str, **variables: object) -> str:
    return _texts()[key][language].format(**variables)


@cache
def _texts() -> dict[str, dict[str, str]]:
    texts: dict[str, dict[str, str]] = read("accounts", "sign_in/pages/texts")
    return texts
