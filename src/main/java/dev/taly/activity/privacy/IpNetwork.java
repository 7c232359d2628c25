package dev.taly.activity.privacy;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The network that an IP address belongs to: /24 of IPv4, also where it is written as an IPv6 address, and /48 of IPv6 (/40 of 6to4). What a
 * text is, its characters alone decide; nothing is ever resolved.
 */
final class IpNetwork {
    private static final int GROUPS = 8;
    private static final int KEPT_GROUPS = 3;
    private static final int LONGEST = 120;
    /** The next 32 bits are an IPv4 address, of which /24 stays. */
    private static final int SIX_TO_FOUR = 0x2002;

    private IpNetwork() {}

    /** The network's first address; nothing for a text that is no IP address. */
    static Optional<String> of(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        if (text.indexOf(':') < 0) {
            int[] ipv4 = ipv4(text);
            return Optional.ofNullable(ipv4).map(IpNetwork::ofIpv4);
        }
        int zone = text.indexOf('%');
        int[] groups = ipv6(zone < 0 ? text : text.substring(0, zone));
        return Optional.ofNullable(groups).map(IpNetwork::ofIpv6);
    }

    private static String ofIpv4(int[] octets) {
        return octets[0] + "." + octets[1] + "." + octets[2] + ".0";
    }

    private static String ofIpv6(int[] groups) {
        boolean mapped = groups[5] == 0xffff;
        for (int i = 0; i < 5; i++) {
            mapped &= groups[i] == 0;
        }
        if (mapped) {
            return ofIpv4(new int[] {groups[6] >> 8, groups[6] & 255, groups[7] >> 8});
        }
        if (groups[0] == SIX_TO_FOUR) {
            groups[2] &= 0xff00;
        }
        int kept = KEPT_GROUPS;
        while (kept > 0 && groups[kept - 1] == 0) {
            kept--;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < kept; i++) {
            text.append(i > 0 ? ":" : "").append(Integer.toHexString(groups[i]));
        }
        return text.append("::").toString();
    }

    private static int @Nullable [] ipv4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return null;
        }
        int[] octets = new int[4];
        for (int i = 0; i < 4; i++) {
            octets[i] = number(parts[i], 10, 3);
            if (octets[i] < 0 || octets[i] > 255 || (parts[i].length() > 1 && parts[i].charAt(0) == '0')) {
                return null;
            }
        }
        return octets;
    }

    private static int @Nullable [] ipv6(String text) {
        int[] groups = new int[GROUPS];
        int gap = text.indexOf("::");
        if (gap < 0) {
            return read(text, groups, true) == GROUPS ? groups : null;
        }
        int[] tail = new int[GROUPS];
        int left = read(text.substring(0, gap), groups, false);
        int right = read(text.substring(gap + 2), tail, true);
        if (left < 0 || right < 0 || left + right >= GROUPS) {
            return null;
        }
        System.arraycopy(tail, 0, groups, GROUPS - right, right);
        return groups;
    }

    /** How many groups were read; a negative number for a text that is none. */
    private static int read(String text, int[] groups, boolean ipv4AtEnd) {
        if (text.isEmpty()) {
            return 0;
        }
        int count = 0;
        String[] parts = text.split(":", -1);
        for (int i = 0; i < parts.length; i++) {
            int[] ipv4 = ipv4AtEnd && i == parts.length - 1 ? ipv4(parts[i]) : null;
            if (ipv4 != null && count + 2 <= GROUPS) {
                groups[count++] = ipv4[0] << 8 | ipv4[1];
                groups[count++] = ipv4[2] << 8 | ipv4[3];
                continue;
            }
            int group = number(parts[i], 16, 4);
            if (group < 0 || count == GROUPS) {
                return -1;
            }
            groups[count++] = group;
        }
        return count;
    }

    private static int number(String digits, int radix, int most) {
        if (digits.isEmpty() || digits.length() > most) {
            return -1;
        }
        int number = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            int digit = c < 128 ? Character.digit(c, radix) : -1;
            if (digit < 0) {
                return -1;
            }
            number = number * radix + digit;
        }
        return number;
    }
}
