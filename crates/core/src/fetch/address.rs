//! What kind of place a network address is.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Kinds of places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// The internet.
    Public,
    /// This machine and its networks.
    Private,
    /// Where no server of anybody's choice can be: link-local addresses (clouds keep the credentials of their machines
    /// there), groups, tunnels, reserved and meaningless ones.
    Never,
}

/// Judges an address by the registries of special addresses (RFC 6890 and its successors at IANA). IPv6 forms that carry
/// an IPv4 address are judged by it; whatever is not known to be the internet is not.
pub(super) fn place(address: IpAddr) -> Place {
    match address {
        IpAddr::V4(v4) => place_v4(v4),
        IpAddr::V6(v6) => place_v6(v6),
    }
}

fn place_v4(address: Ipv4Addr) -> Place {
    let [a, b, c, d] = address.octets();
    match (a, b, c, d) {
        // Link-local with 169.254.169.254; and metadata services that live elsewhere in public-looking or shared space.
        (169, 254, ..) | (192, 0, 0, 192) | (100, 100, 100, 200) | (168, 63, 129, 16) => Place::Never,
        // "This network", groups, reserved and broadcast.
        (0 | 224..=255, ..) => Place::Never,
        // Protocol assignments, the old 6to4 relays, AS112 and AMT.
        (192, 0, 0, _) | (192, 88, 99, _) | (192, 31, 196, _) | (192, 52, 193, _) | (192, 175, 48, _) => {
            Place::Never
        }
        // Loopback, RFC 1918, carriers' shared space (RFC 6598), benchmarks (RFC 2544), documentation.
        (127 | 10, ..) | (172, 16..=31, ..) | (192, 168, ..) => Place::Private,
        (100, 64..=127, ..) | (198, 18..=19, ..) => Place::Private,
        (192, 0, 2, _) | (198, 51, 100, _) | (203, 0, 113, _) => Place::Private,
        _ => Place::Public,
    }
}

fn place_v6(address: Ipv6Addr) -> Place {
    let segments = address.segments();
    match segments {
        [0, 0, 0, 0, 0, 0, 0, 1] => Place::Private,
        // IPv4-mapped (RFC 4291), the older IPv4-compatible and IPv4-translated (RFC 2765), and NAT64 (RFC 6052).
        [0, 0, 0, 0, 0, 0xffff | 0, high, low]
        | [0, 0, 0, 0, 0xffff, 0, high, low]
        | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => place_v4(v4_of(high, low)),
        // Tunnels end at machines that were not judged: 6to4, Teredo; and local NAT64 (RFC 8215), whatever is inside.
        [0x2002, ..] | [0x2001, 0, ..] | [0x64, 0xff9b, ..] => Place::Never,
        // ISATAP: an interface identifier with an IPv4 address to which the packet is sent (RFC 5214).
        [_, _, _, _, 0 | 0x200, 0x5efe, ..] => Place::Never,
        // The metadata service of one cloud stands in its unique-local space.
        [0xfd00, 0x0ec2, ..] => Place::Never,
        [0xfc00..=0xfdff, ..] => Place::Private,
        // Documentation (RFC 3849, RFC 9637), benchmarks, ORCHID and the rest of the protocol assignments 2001::/23.
        [0x2001, 0x0db8, ..] | [0x3fff, 0..=0x0fff, ..] | [0x2001, 0x2, 0, ..] => Place::Private,
        [0x2001, 0..=0x01ff, ..] | [0x2620, 0x4f, 0x8000, ..] => Place::Never,
        [0x2000..=0x3fff, ..] => Place::Public,
        _ => Place::Never,
    }
}

fn v4_of(high: u16, low: u16) -> Ipv4Addr {
    let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
    Ipv4Addr::new(a, b, c, d)
}

/// The address without a wrapping that means the same: IPv4-mapped ones are IPv4.
pub(super) fn plain(address: IpAddr) -> IpAddr {
    address.to_canonical()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn all_are(expected: Place, addresses: &[&str]) {
        for address in addresses {
            assert_eq!(place(address.parse().unwrap()), expected, "{address}");
        }
    }

    #[test]
    fn the_internet_is_public() {
        all_are(
            Place::Public,
            &[
                "1.1.1.1",
                "8.8.8.8",
                "93.184.216.34",
                "172.15.255.255",
                "172.32.0.1",
                "100.63.255.255",
                "100.128.0.1",
                "198.17.0.1",
                "198.20.0.1",
                "223.255.255.255",
                "169.253.1.1",
                "2606:4700::1111",
                "2a00:1450:4001:81b::200e",
                "::ffff:8.8.8.8",
                "64:ff9b::808:808",
            ],
        );
    }

    #[test]
    fn networks_of_ones_own_are_private_in_every_wrapping() {
        all_are(
            Place::Private,
            &[
                "127.0.0.1",
                "127.255.255.254",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.0.9",
                "100.64.0.1",
                "100.127.255.255",
                "198.18.0.1",
                "192.0.2.1",
                "198.51.100.7",
                "203.0.113.7",
                "::1",
                "fc00::1",
                "fd12:3456::1",
                "2001:db8::1",
                "3fff::1",
                "::ffff:10.0.0.1",
                "::ffff:127.0.0.1",
                "::10.0.0.1",
                "::ffff:0:10.0.0.1",
                "64:ff9b::10.0.0.1",
                "64:ff9b::7f00:1",
            ],
        );
    }

    #[test]
    fn metadata_groups_tunnels_and_meaningless_addresses_are_nowhere() {
        all_are(
            Place::Never,
            &[
                "0.0.0.0",
                "0.1.2.3",
                "169.254.169.254",
                "169.254.0.1",
                "100.100.100.200",
                "168.63.129.16",
                "192.0.0.192",
                "192.0.0.8",
                "192.88.99.1",
                "224.0.0.1",
                "239.255.255.250",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::ffff:169.254.169.254",
                "::169.254.169.254",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::808:808",
                "2002:a9fe:a9fe::1",
                "2002:0808:0808::1",
                "2001:0:808:808::1",
                "2001:10::1",
                "2606:4700::5efe:10.0.0.1",
                "fd00:ec2::254",
                "fe80::1",
                "febf::1",
                "fec0::1",
                "ff02::1",
                "4000::1",
                "100::1",
            ],
        );
    }
}
