"""What several features have outside of them."""

import pytest

from tests import outside


@pytest.fixture
def key(row):
    """The city's key stands."""
    with outside.city_key() as kms:
        yield kms


@pytest.fixture
def upload(row):
    """upload(offer): posts a photograph, or what else is `sent`, to where the offer says."""
    outside.make_bucket()

    def post(offered, color="red", sent=None):
        data = outside.picture(color) if sent is None else sent
        outside.put(offered["upload"]["fields"]["key"], data)

    return post
