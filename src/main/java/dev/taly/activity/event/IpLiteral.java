package dev.taly.activity.event;

/**
 * Recognises IPv4 (dotted quad, no leading zeros) and IPv6 (RFC 4291, no zone) literals by their text alone, so that no
 * value ever reaches a resolver.
 */
final class IpLiteral {
    private static final int LONGEST = "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255".length();

    private IpLiteral() {}

    static boolean isLiteral(String text) {
        if (text.length() > LONGEST) {
            return false;
        }
        return text.indexOf(':') >= 0 ? isIpv6(text) : isIpv4(text);
    }

    private static boolean isIpv4(String text) {
        int octets = 0;
        int digits = 0;
        int value = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : '.';
            boolean leadingZero = digits > 0 && value == 0;
            if (c == '.' && digits > 0) {
                octets++;
                digits = 0;
                value = 0;
            } else if (c >= '0' && c <= '9' && !leadingZero) {
                digits++;
                value = value * 10 + (c - '0');
            } else {
                return false;
            }
            if (value > 255) {
                return false;
            }
        }
        return octets == 4;
    }

    private static boolean isIpv6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text, true) == 8;
        }
        String before = text.substring(0, gap);
        String after = text.substring(gap + 2);
        int left = before.isEmpty() ? 0 : groups(before, false);
        int right = after.isEmpty() ? 0 : groups(after, true);
        return left >= 0 && right >= 0 && left + right <= 7;
    }

    /** The number of 16-bit groups, an embedded IPv4 at the end counting as two; a large negative number if malformed. */
    private static int groups(String text, boolean ipv4AtEnd) {
        String[] parts = text.split(":", -1);
        int count = 0;
        for (int i = 0; i < parts.length; i++) {
            boolean last = i == parts.length - 1;
            if (last && ipv4AtEnd && parts[i].indexOf('.') >= 0) {
                return isIpv4(parts[i]) ? count + 2 : Integer.MIN_VALUE;
            }
            if (!isGroup(parts[i])) {
                return Integer.MIN_VALUE;
            }
            count++;
        }
        return count;
    }

    private static boolean isGroup(String part) {
        if (part.isEmpty() || part.length() > 4) {
            return false;
        }
        for (int i = 0; i < part.length(); i++) {
            if (Character.digit(part.charAt(i), 16) < 0 || part.charAt(i) > 'f') {
                return false;
            }
        }
        return true;
    }
}
