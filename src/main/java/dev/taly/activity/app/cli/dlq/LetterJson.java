package dev.taly.activity.app.cli.dlq;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.taly.activity.deadletter.Letter;
import dev.taly.activity.deadletter.LetterSummary;
import dev.taly.activity.deadletter.LetterSummary.Group;
import dev.taly.activity.deadletter.Reason;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Dead letters as JSON, for machines. Times are RFC 3339 in UTC. */
final class LetterJson {
    static final JsonMapper JSON = new JsonMapper();

    private LetterJson() {}

    static String list(String queue, Survey survey, List<Letter> letters) {
        LetterSummary summary = survey.summary();
        ObjectNode list = JSON.createObjectNode();
        list.put("queue", queue)
                .put("looked", survey.looked())
                .put("unseen", survey.unseen())
                .put("complete", survey.isComplete());
        put(list, summary.all());
        ArrayNode reasons = list.putArray("byReason");
        summary.byReason().forEach(entry -> {
            ObjectNode reason = reasons.addObject()
                    .put("source", entry.getKey().source().wire())
                    .put("code", entry.getKey().code())
                    .put("pointer", entry.getKey().pointer());
            put(reason, entry.getValue());
        });
        names(list.putArray("byTenant"), "tenantId", summary.byTenant());
        names(list.putArray("byAction"), "action", summary.byAction());
        ArrayNode ages = list.putArray("byAge");
        summary.byAge()
                .forEach((age, group) ->
                        put(ages.addObject().put("age", age.name().toLowerCase(Locale.ROOT)), group));
        if (!letters.isEmpty()) {
            ArrayNode each = list.putArray("letters");
            letters.forEach(letter -> each.add(facts(letter)));
        }
        return pretty(list);
    }

    /** All of a letter, body included. */
    static String letter(Letter letter) {
        ObjectNode all = facts(letter);
        ObjectNode attributes = all.putObject("attributes");
        new TreeMap<>(letter.message().attributes())
                .forEach((name, attribute) -> attributes
                        .putObject(name)
                        .put("type", attribute.dataType())
                        .put("value", attribute.value()));
        all.put("body", letter.message().body());
        return pretty(all);
    }

    /** What it is, without its body. */
    static ObjectNode facts(Letter letter) {
        Reason reason = letter.reason();
        ObjectNode facts = JSON.createObjectNode()
                .put("messageId", letter.messageId())
                .put("firstMessageId", letter.firstId())
                .put("eventId", letter.eventId())
                .put("tenantId", letter.glimpse().tenantId())
                .put("action", letter.glimpse().action())
                .put("source", reason.source().wire())
                .put("code", reason.code())
                .put("pointer", reason.pointer())
                .put("message", reason.message());
        if (reason.at() != null) {
            facts.put("rejectedAt", reason.at().toString());
        }
        return facts.put("sentAt", letter.sentAt().toString()).put("receives", letter.receives());
    }

    static String pretty(ObjectNode node) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node);
        } catch (JacksonException e) {
            throw new IllegalStateException("a tree is always JSON", e);
        }
    }

    private static void names(ArrayNode to, String field, List<Map.Entry<String, Group>> groups) {
        groups.forEach(group -> put(to.addObject().put(field, group.getKey()), group.getValue()));
    }

    private static void put(ObjectNode to, Group group) {
        to.put("count", group.count());
        LetterSummary.Example oldest = group.oldest();
        if (oldest != null) {
            to.put("oldest", oldest.sentAt().toString()).put("example", oldest.messageId());
        }
    }
}
