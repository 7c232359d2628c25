package dev.taly.activity.enrich;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a {@code regexes.yaml} that is written as plainly as the one of uap-core: lists of members on lines of their own, all values
 * in quotes. A reader of any YAML takes a hundred milliseconds to load for it, on which a function's first batch would wait.
 */
final class PatternLines {
    private static final Pattern NOTHING = Pattern.compile(" *(#.*)?");
    private static final Pattern LIST = Pattern.compile("([a-z_]+): *");
    private static final Pattern MEMBER =
            Pattern.compile("( {2}- | {4})([a-z_0-9]+): (?:'((?:[^']|'')*+)'|\"([^\"\\\\]*+)\") *(#.*)?");

    private static final String ITEM = "  - ";

    private PatternLines() {}

    /** The lists by their names; nothing for a file that is not so plain, whatever it is. */
    static Optional<Map<String, List<Map<String, String>>>> read(String text) {
        Map<String, List<Map<String, String>>> lists = new LinkedHashMap<>();
        List<Map<String, String>> list = new ArrayList<>();
        Map<String, String> item = new LinkedHashMap<>();
        for (String line : (Iterable<String>) text.lines()::iterator) {
            Matcher member = MEMBER.matcher(line);
            if (member.matches() && !lists.isEmpty()) {
                if (member.group(1).equals(ITEM)) {
                    item = new LinkedHashMap<>();
                    list.add(item);
                }
                if (list.isEmpty() || item.put(member.group(2), value(member)) != null) {
                    return Optional.empty();
                }
                continue;
            }
            Matcher name = LIST.matcher(line);
            if (name.matches()) {
                list = new ArrayList<>();
                if (lists.put(name.group(1), list) != null) {
                    return Optional.empty();
                }
            } else if (!NOTHING.matcher(line).matches()) {
                return Optional.empty();
            }
        }
        return Optional.of(lists);
    }

    private static String value(Matcher member) {
        String single = member.group(3);
        return single == null ? member.group(4) : single.replace("''", "'");
    }
}
