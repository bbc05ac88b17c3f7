"""Who asks a feature for things, and what they photograph."""


def known(posts, made, member):
    """named(sub) -> that person, made once: somebody at his post, or one whom nobody knows."""
    people = {}

    def named(sub):
        if sub not in people:
            if sub in posts:
                member(sub, *posts[sub])
            people[sub] = made(sub)
        return people[sub]

    return named


def photograph(person, path, offer, upload, color):
    """The id of a photograph that was offered, sent and confirmed."""
    status, offered = person.post(path, offer)
    assert status == 201, offered
    upload(offered, color)
    status, kept = person.post(f"{path}/{offered['id']}/confirmations")
    assert status == 201, kept
    return kept["id"]
