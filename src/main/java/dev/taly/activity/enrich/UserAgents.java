package dev.taly.activity.enrich;

import dev.taly.activity.config.ConfigFile;
import dev.taly.activity.config.ConfigNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ua_parser.Client;
import ua_parser.DeviceParser;
import ua_parser.OSParser;
import ua_parser.UserAgentParser;

/**
 * The three parsers of uap-java, made from one file of patterns. Its own {@code Parser} would read the file by a YAML library of
 * its own, which the functions would have to load for nothing else.
 */
record UserAgents(UserAgentParser browsers, OSParser systems, DeviceParser devices) {
    private static final String BROWSERS = "user_agent_parsers";
    private static final String SYSTEMS = "os_parsers";
    private static final String DEVICES = "device_parsers";
    private static final Set<String> LISTS = Set.of(BROWSERS, SYSTEMS, DEVICES);

    /**
     * Reads the text of a {@code regexes.yaml}.
     *
     * @throws IllegalArgumentException if it is none
     */
    static UserAgents read(String name, String text) {
        Map<String, List<Map<String, String>>> lists = PatternLines.read(text)
                .filter(found -> found.keySet().equals(LISTS))
                .orElseGet(() -> yaml(name, text));
        return new UserAgents(
                UserAgentParser.fromList(lists.getOrDefault(BROWSERS, List.of())),
                OSParser.fromList(lists.getOrDefault(SYSTEMS, List.of())),
                DeviceParser.fromList(lists.getOrDefault(DEVICES, List.of())));
    }

    /** The same lists by a reader of any YAML. */
    static Map<String, List<Map<String, String>>> yaml(String name, String text) {
        ConfigNode file = ConfigFile.parse(name, text);
        Map<String, List<Map<String, String>>> lists = new LinkedHashMap<>();
        for (String list : LISTS) {
            lists.put(list, patterns(file, list));
        }
        file.check();
        return lists;
    }

    Client parse(String userAgent) {
        return new Client(browsers.parse(userAgent), systems.parse(userAgent), devices.parse(userAgent));
    }

    private static List<Map<String, String>> patterns(ConfigNode file, String name) {
        ConfigNode list = file.at(name);
        if (!file.has(name)) {
            list.problem("is required");
        }
        List<Map<String, String>> patterns = new ArrayList<>();
        for (ConfigNode item : list.items()) {
            Map<String, String> pattern = new LinkedHashMap<>();
            item.members().forEach((key, value) -> value.text().ifPresent(text -> pattern.put(key, text)));
            patterns.add(pattern);
        }
        return patterns;
    }
}
