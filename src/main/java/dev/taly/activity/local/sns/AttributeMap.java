package dev.taly.activity.local.sns;

import java.util.Map;

/** Writes the attributes of a topic or a subscription. */
final class AttributeMap {
    private AttributeMap() {}

    static void write(Map<String, String> attributes, XmlWriter result) {
        result.open("Attributes");
        attributes.forEach((name, value) ->
                result.open("entry").text("key", name).text("value", value).close("entry"));
        result.close("Attributes");
    }
}
