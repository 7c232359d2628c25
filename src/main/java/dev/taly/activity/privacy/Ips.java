package dev.taly.activity.privacy;

import java.util.List;
import java.util.Optional;

/** Finds IP addresses. Four numbers behind {@code v} or a name and {@code /} are a version, as in {@code Chrome/118.0.0.0}. */
final class Ips {
    private static final int SHORTEST = 7;
    private static final int LONGEST = 45;

    private Ips() {}

    static void find(String text, int from, int to, Treatment treatment, List<Finding> found) {
        int at = from;
        while (at + SHORTEST <= to) {
            if (!isPart(text.charAt(at)) || !Characters.isStart(text, at, from)) {
                at++;
                continue;
            }
            int end = at;
            while (end < to && isPart(text.charAt(end))) {
                end++;
            }
            if (end == to || !Characters.isWord(text.charAt(end))) {
                add(text, at, end, from, treatment, found);
            }
            at = end;
        }
    }

    private static void add(String text, int start, int behind, int from, Treatment treatment, List<Finding> found) {
        int end = behind;
        while (end > start && (text.charAt(end - 1) == '.' || (text.charAt(end - 1) == ':' && !isGap(text, end)))) {
            end--;
        }
        String value = text.substring(start, end);
        boolean isIpv6 = value.indexOf(':') != value.lastIndexOf(':');
        if (!isIpv6 && value.indexOf(':') > 0) {
            end = start + value.indexOf(':');
            value = text.substring(start, end);
        }
        if (end - start < SHORTEST - 1
                || end - start > LONGEST
                || !(isIpv6 ? isUsual(value) : isNoVersion(text, start, from))) {
            return;
        }
        Optional<String> network = IpNetwork.of(value);
        if (network.isPresent() && !network.get().equals(value)) {
            found.add(new Finding(start, end, "ip", value, treatment));
        }
    }

    private static boolean isGap(String text, int end) {
        return end > 1 && text.charAt(end - 2) == ':';
    }

    /** What is written with letters only, or short, may be anything: {@code Face::Bad}. */
    private static boolean isUsual(String ipv6) {
        int colon = ipv6.indexOf(':');
        return (colon >= 3 || ipv6.startsWith("::ffff:")) && ipv6.chars().anyMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isNoVersion(String text, int start, int from) {
        boolean isBehindSlash = start > from && text.charAt(start - 1) == '/';
        return !isBehindSlash || start - 1 == from || text.charAt(start - 2) == '/' || text.charAt(start - 2) == ' ';
    }

    private static boolean isPart(char c) {
        return Characters.isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == ':' || c == '.';
    }
}
