"""A small reader of pcap and pcapng for the scripts here. It shares nothing with ibuki's own, on purpose."""

import gzip
import struct
from collections import namedtuple

Packet = namedtuple("Packet", "link seconds nanoseconds length octets")
# The magic's octets: byte order, units a second, and octets that a record's header has beyond 16.
PCAP = {
    b"\xd4\xc3\xb2\xa1": ("<", 10**6, 0), b"\xa1\xb2\xc3\xd4": (">", 10**6, 0),
    b"\x4d\x3c\xb2\xa1": ("<", 10**9, 0), b"\xa1\xb2\x3c\x4d": (">", 10**9, 0),
    b"\x34\xcd\xb2\xa1": ("<", 10**6, 8), b"\xa1\xb2\xcd\x34": (">", 10**6, 8),
}


def read_pcap(data):
    order, units, extra = PCAP[data[:4]]
    if len(data) < 24:
        return
    link = struct.unpack_from(order + "I", data, 20)[0] & 0xFFFF
    at = 24
    while at + 16 + extra <= len(data):
        seconds, fraction, captured, length = struct.unpack_from(order + "IIII", data, at)
        at += 16 + extra
        if at + captured > len(data):
            return
        yield Packet(link, seconds, fraction * (10**9 // units), length, data[at:at + captured])
        at += captured


def options(order, data, at, end):
    while at + 4 <= end:
        code, length = struct.unpack_from(order + "HH", data, at)
        if code == 0 or at + 4 + length > end:
            return
        yield code, data[at + 4:at + 4 + length]
        at += 4 + (length + 3) // 4 * 4


def read_pcapng(data):
    at, order, interfaces = 0, "<", []
    while at + 12 <= len(data):
        if data[at:at + 4] == b"\x0a\x0d\x0d\x0a":
            order = "<" if data[at + 8:at + 12] == b"\x4d\x3c\x2b\x1a" else ">"
            interfaces = []
            if data[at + 12:at + 14] != struct.pack(order + "H", 1):
                return
        kind, total = struct.unpack_from(order + "II", data, at)
        if total < 12 or total % 4 or at + total > len(data):
            return
        body, end = at + 8, at + total - 4
        if kind == 1 and end - body >= 8:
            link, _, snap = struct.unpack_from(order + "HHI", data, body)
            units, offset = 10**6, 0
            for code, value in options(order, data, body + 8, end):
                if code == 9 and len(value) == 1:
                    units = 2 ** (value[0] & 0x7F) if value[0] & 0x80 else 10 ** value[0]
                elif code == 14 and len(value) == 8:
                    offset = struct.unpack(order + "q", value)[0]
            interfaces.append((link, snap, units, offset))
        elif kind in (2, 6) and end - body >= 20:
            if kind == 6:
                number, high, low, captured, length = struct.unpack_from(order + "IIIII", data, body)
            else:
                number, _, high, low, captured, length = struct.unpack_from(order + "HHIIII", data, body)
            if number >= len(interfaces) or body + 20 + captured > end:
                return
            link, _, units, offset = interfaces[number]
            seconds, fraction = divmod(high << 32 | low, units)
            yield Packet(link, seconds + offset, fraction * 10**9 // units, length,
                         data[body + 20:body + 20 + captured])
        elif kind == 3 and end - body >= 4:
            if not interfaces:
                return
            length = struct.unpack_from(order + "I", data, body)[0]
            link, snap, _, _ = interfaces[0]
            captured = min(length, snap or length)
            if body + 4 + captured > end:
                return
            yield Packet(link, 0, 0, length, data[body + 4:body + 4 + captured])
        at += total


def packets(path):
    """The packets before a fault, as a list; None when it is neither pcap nor pcapng (gzip or not)."""
    data = path.read_bytes()
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    if data[:4] in PCAP:
        return list(read_pcap(data))
    if data[:4] == b"\x0a\x0d\x0d\x0a":
        return list(read_pcapng(data))
    return None
