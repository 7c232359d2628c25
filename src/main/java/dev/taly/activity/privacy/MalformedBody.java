package dev.taly.activity.privacy;

import dev.taly.activity.event.JsonText;
import java.util.Set;

/**
 * Masks what is personal in a text that is no JSON, and may once have been meant as some: what is found inside it, and the
 * values of names that have a rule. Nothing here depends on the text being right anywhere. For one text.
 */
final class MalformedBody {
    private static final Set<String> PLAIN = Set.of(
            "id", "tenantId", "action", "resource", "timestamp", "level", "outcome", "consent", "producer", "seq");
    private static final String STARS = "\"" + Pseudonyms.STARS + "\"";

    private final Rules rules;
    private final TextGuard guard;
    private final Pseudonyms pseudonyms;
    private final StringBuilder out = new StringBuilder();
    /** Of the string that comes next, behind a name without quotes. */
    private Treatment pending = Treatment.KEEP;

    private int at;
    /** How many brackets are open in a value that is masked as a whole; 0 outside of one. */
    private int masked;

    MalformedBody(Rules rules, TextGuard guard, Pseudonyms pseudonyms) {
        this.rules = rules;
        this.guard = guard;
        this.pseudonyms = pseudonyms;
    }

    String apply(String body) {
        while (at < body.length()) {
            if (body.charAt(at) != '"') {
                between(body);
                continue;
            }
            int end = stringEnd(body, at);
            if (pending != Treatment.KEEP) {
                string(body, end, pending);
                pending = Treatment.KEEP;
                continue;
            }
            int next = skipSpace(body, end);
            if (next < body.length() && body.charAt(next) == ':') {
                name(body, end, next + 1);
            } else {
                string(body, end, isStrict() ? Treatment.MASK : Treatment.KEEP);
            }
        }
        return out.toString();
    }

    private boolean isStrict() {
        return masked > 0 || rules.otherwise() != Treatment.KEEP;
    }

    /** A name, up to behind its colon, and its value where that is to be masked. */
    private void name(String body, int end, int behindColon) {
        String name = unescape(body, at, end);
        string(body, end, Treatment.KEEP);
        int value = skipSpace(body, behindColon);
        out.append(body, end, value);
        at = value;
        Treatment treatment = masked > 0 ? Treatment.MASK : treatment(name);
        if (value == body.length()) {
            return;
        }
        char first = body.charAt(value);
        if (first == '"') {
            int valueEnd = stringEnd(body, value);
            boolean isPlain = PLAIN.contains(name) && BodyEvent.isPlain(unescape(body, value, valueEnd));
            string(body, valueEnd, treatment == Treatment.KEEP && isStrict() && !isPlain ? Treatment.MASK : treatment);
        } else if (treatment != Treatment.KEEP && (first == '{' || first == '[')) {
            masked += masked == 0 ? 1 : 0;
            out.append(first);
            at++;
        } else if (treatment != Treatment.KEEP) {
            int valueEnd = bareEnd(body, value);
            bare(body.substring(value, valueEnd), true);
            at = valueEnd;
        }
    }

    private Treatment treatment(String name) {
        return switch (name) {
            case "ipAddress" -> rules.fields().ipAddress();
            case "userAgent" -> rules.fields().userAgent();
            case "actorId" -> rules.fields().actorId();
            case "resourceId" -> rules.fields().resourceId();
            case "traceId" -> rules.fields().traceId();
            default -> rules.metadata().find(name).orElse(Treatment.KEEP);
        };
    }

    /** The string that starts here. */
    private void string(String body, int end, Treatment treatment) {
        String value = unescape(body, at, end);
        String safe = switch (treatment) {
            case KEEP -> guard.apply(value, pseudonyms);
            case TRUNCATE -> IpNetwork.of(value).orElse(Pseudonyms.STARS);
            default -> Pseudonyms.STARS;
        };
        if (safe.equals(value)) {
            out.append(body, at, end);
        } else {
            out.append(new JsonText(safe.length() + 2).string(safe));
        }
        at = end;
    }

    /** Up to the next string. */
    private void between(String body) {
        int next = body.indexOf('"', at);
        int end = next < 0 ? body.length() : next;
        if (!isStrict()) {
            BareMembers members = new BareMembers(this::treatment, text -> guard.apply(text, pseudonyms));
            out.append(members.apply(body.substring(at, end)));
            at = end;
            pending = members.pending();
            return;
        }
        while (at < end) {
            char c = body.charAt(at);
            int bareEnd = Math.min(end, bareEnd(body, at));
            if (bareEnd > at) {
                bare(body.substring(at, bareEnd), masked > 0);
                at = bareEnd;
            } else {
                out.append(c);
                at++;
                bracket(c);
                if (!isStrict()) {
                    return;
                }
            }
        }
    }

    private void bracket(char c) {
        if (masked > 0) {
            masked += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
        }
    }

    /** What stands there without quotes: a number, a literal, or anything at all. */
    private void bare(String value, boolean numbersToo) {
        boolean isLiteral = value.isEmpty() || value.equals("null") || value.equals("true") || value.equals("false");
        boolean isNumber = value.chars().allMatch(c -> "+-.eE0123456789".indexOf(c) >= 0) && !Cards.isCard(value);
        out.append(isLiteral || (isNumber && !numbersToo) ? value : STARS);
    }

    private static int bareEnd(String body, int start) {
        int end = start;
        while (end < body.length() && ",:{}[]\" \t\r\n".indexOf(body.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private static int skipSpace(String body, int start) {
        int at = start;
        while (at < body.length() && " \t\r\n".indexOf(body.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    /** Behind the closing quote, or the text's end. */
    private static int stringEnd(String body, int start) {
        for (int i = start + 1; i < body.length(); i++) {
            if (body.charAt(i) == '\\') {
                i++;
            } else if (body.charAt(i) == '"') {
                return i + 1;
            }
        }
        return body.length();
    }

    /** The string from its opening quote to that end; what is no escape stays as it is. */
    private static String unescape(String body, int start, int end) {
        boolean closed = end - start > 1 && body.charAt(end - 1) == '"';
        String raw = body.substring(start + 1, closed ? end - 1 : end);
        if (raw.indexOf('\\') < 0) {
            return raw;
        }
        StringBuilder text = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            int simple = c == '\\' && i + 1 < raw.length() ? "\"\\/bfnrt".indexOf(raw.charAt(i + 1)) : -1;
            if (simple >= 0) {
                text.append("\"\\/\b\f\n\r\t".charAt(simple));
                i++;
            } else if (c == '\\' && raw.startsWith("u", i + 1) && hex(raw, i + 2) >= 0) {
                text.append((char) hex(raw, i + 2));
                i += 5;
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    private static int hex(String text, int start) {
        int value = 0;
        for (int i = start; i < start + 4; i++) {
            int digit = i < text.length() && text.charAt(i) < 128 ? Character.digit(text.charAt(i), 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value * 16 + digit;
        }
        return value;
    }
}
