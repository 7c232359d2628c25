package dev.taly.activity.enrich;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;

/**
 * Ranges of addresses that belong to no public network, by the registries of <a
 * href="https://www.iana.org/assignments/iana-ipv4-special-registry/">IPv4</a> and <a
 * href="https://www.iana.org/assignments/iana-ipv6-special-registry/">IPv6</a>. Those for documentation are not among
 * them: examples may be looked up.
 */
final class SpecialRange {
    private SpecialRange() {}

    /** What the range is called, if the address is in one. */
    static Optional<String> of(InetAddress address) {
        if (address.isLoopbackAddress()) {
            return Optional.of("loopback");
        }
        if (address.isLinkLocalAddress()) {
            return Optional.of("linkLocal");
        }
        if (address.isMulticastAddress()) {
            return Optional.of("multicast");
        }
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address ? ofV4(bytes) : ofV6(address, bytes);
    }

    private static Optional<String> ofV4(byte[] bytes) {
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        if (first == 10 || (first == 172 && second >= 16 && second < 32) || (first == 192 && second == 168)) {
            return Optional.of("private");
        }
        // RFC 6598: between a provider and its customers.
        if (first == 100 && second >= 64 && second < 128) {
            return Optional.of("shared");
        }
        return first == 0 || first >= 240 ? Optional.of("reserved") : Optional.empty();
    }

    private static Optional<String> ofV6(InetAddress address, byte[] bytes) {
        // RFC 4193: fc00::/7.
        if ((bytes[0] & 0xfe) == 0xfc) {
            return Optional.of("private");
        }
        return address.isAnyLocalAddress() ? Optional.of("reserved") : Optional.empty();
    }
}
