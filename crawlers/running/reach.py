"""Which network addresses a crawl may connect to: other people's public machines, or, for an example site, this one."""

import ipaddress
from enum import StrEnum

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
"""RFC 6052: an IPv4 address in the last four bytes."""


class Reach(StrEnum):
    """How far a crawl reaches."""

    PUBLIC = "public"
    """The public Internet, and nothing of the network that this machine stands in."""
    OWN_MACHINE = "own_machine"
    """This machine alone: an example site, as in the demo."""

    def permits(self, address: str) -> bool:
        """Whether an IP address, in figures, may be connected to."""
        try:
            ip: IPAddress = ipaddress.ip_address(address.partition("%")[0])
        except ValueError:
            return False
        one = _embedded(ip)
        if self is Reach.OWN_MACHINE:
            return one.is_loopback
        return one.is_global and not one.is_multicast


def reach_of(host: str) -> Reach:
    """Return how far a visit reaches whose address a person typed: to this machine only if they named it."""
    try:
        named = ipaddress.ip_address(host).is_loopback
    except ValueError:
        named = host == "localhost"
    return Reach.OWN_MACHINE if named else Reach.PUBLIC


def _embedded(ip: IPAddress) -> IPAddress:
    """Return the IPv4 address that an IPv6 address stands for, where it does."""
    if isinstance(ip, ipaddress.IPv4Address):
        return ip
    if ip.ipv4_mapped is not None:
        return ip.ipv4_mapped
    if ip.sixtofour is not None:
        return ip.sixtofour
    if ip in _NAT64 or not int(ip) >> 32:  # the latter: "IPv4-compatible", and ::1
        return ip if ip == ipaddress.IPv6Address("::1") else ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip
