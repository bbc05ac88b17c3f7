"""The number of billed SMS segments: 3GPP TS 23.038 (alphabets) and 23.040 (concatenation)."""

GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = frozenset("\f^{}\\[~]|€")  # preceded by an escape
ALONE, PART = (160, 70), (153, 67)  # in septets, in UCS-2 units


def segments(text: str) -> int:
    """A single character outside GSM-7, such as any Chinese one, makes the whole text UCS-2."""
    ucs2 = not set(text) <= GSM | EXTENDED
    sizes = [_units(sign) if ucs2 else 1 + (sign in EXTENDED) for sign in text]
    if sum(sizes) <= ALONE[ucs2]:
        return 1
    return _parts(sizes, PART[ucs2])


def _units(sign: str) -> int:
    return len(sign.encode("utf-16-be")) // 2


def _parts(sizes: list[int], room: int) -> int:
    """A character is not split: one that does not fit begins the next part."""
    parts, used = 1, 0
    for size in sizes:
        if used + size > room:
            parts, used = parts + 1, 0
        used += size
    return parts
