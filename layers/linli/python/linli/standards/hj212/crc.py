"""The checksum of HJ 212. It is not that of Modbus: a byte meets the sum after the shift."""

POLYNOMIAL, START = 0xA001, 0xFFFF


def _of(byte: int) -> int:
    for _ in range(8):
        byte = byte >> 1 ^ (POLYNOMIAL if byte & 1 else 0)
    return byte


TABLE = tuple(map(_of, range(256)))


def crc(data: bytes) -> int:
    found = START
    for byte in data:
        found = TABLE[found >> 8 ^ byte]
    return found
