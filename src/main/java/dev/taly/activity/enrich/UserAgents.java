package dev.taly.activity.enrich;

import dev.taly.activity.config.ConfigFile;
import dev.taly.activity.config.ConfigNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ua_parser.Client;
import ua_parser.DeviceParser;
import ua_parser.OSParser;
import ua_parser.UserAgentParser;

/**
 * The three parsers of uap-java, made from one file of patterns. Its own {@code Parser} would read the file by a YAML library of
 * its own, which the functions would have to load for nothing else.
 */
record UserAgents(UserAgentParser browsers, OSParser systems, DeviceParser devices) {
    /**
     * Reads the text of a {@code regexes.yaml}.
     *
     * @throws IllegalArgumentException if it is none
     */
    static UserAgents read(String name, String text) {
        ConfigNode file = ConfigFile.parse(name, text);
        List<Map<String, String>> browsers = patterns(file, "user_agent_parsers");
        List<Map<String, String>> systems = patterns(file, "os_parsers");
        List<Map<String, String>> devices = patterns(file, "device_parsers");
        file.check();
        return new UserAgents(
                UserAgentParser.fromList(browsers), OSParser.fromList(systems), DeviceParser.fromList(devices));
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
