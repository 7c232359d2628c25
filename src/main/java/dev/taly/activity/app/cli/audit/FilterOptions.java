package dev.taly.activity.app.cli.audit;

import dev.taly.activity.app.cli.shell.CommandFailure;
import dev.taly.activity.app.tap.TapFilter;
import dev.taly.activity.audit.EventExpression;
import dev.taly.activity.audit.EventFilter;
import dev.taly.activity.audit.LineField;
import dev.taly.activity.audit.StoredLine;
import dev.taly.activity.event.Level;
import dev.taly.activity.event.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Which events: every option must hold, and of one that is given again, one value. */
final class FilterOptions {
    @Option(
            names = "--actor",
            paramLabel = "ID",
            description = "Done by that actor; may be given again, as all of these.")
    private List<String> actors = new ArrayList<>();

    @Option(names = "--action", paramLabel = "ACTION", split = ",", description = "That was done: user_login.")
    private List<String> actions = new ArrayList<>();

    @Option(
            names = "--resource",
            paramLabel = "KIND[:ID]",
            description = "It was done to: invoice, or invoice:2024-17.")
    private List<String> resources = new ArrayList<>();

    @Option(names = "--level", paramLabel = "LEVEL", split = ",", description = "info, warn or critical.")
    private List<Level> levels = new ArrayList<>();

    @Option(names = "--outcome", paramLabel = "OUTCOME", split = ",", description = "success or failure.")
    private List<Outcome> outcomes = new ArrayList<>();

    @Option(names = "--ip", paramLabel = "ADDRESS", split = ",", description = "From that address, as it is stored.")
    private List<String> addresses = new ArrayList<>();

    @Option(names = "--id", paramLabel = "ID", split = ",", description = "The event with that id.")
    private List<String> ids = new ArrayList<>();

    @Option(
            names = "--grep",
            paramLabel = "TEXT",
            description = "With that text anywhere in its line; each, if given again.")
    private List<String> texts = new ArrayList<>();

    @Option(
            names = "--where",
            paramLabel = "EXPR",
            description =
                    "For which that holds, in CEL: 'metadata.amount > 100 && outcome != \"success\"'; each, if given again.")
    private List<String> conditions = new ArrayList<>();

    EventFilter filter() {
        EventFilter.Builder filter = EventFilter.builder();
        actors.forEach(actor -> filter.field(LineField.ACTOR_ID, actor));
        actions.forEach(action -> filter.field(LineField.ACTION, action));
        levels.forEach(level -> filter.field(LineField.LEVEL, level.wire()));
        outcomes.forEach(outcome -> filter.field(LineField.OUTCOME, outcome.wire()));
        addresses.forEach(address -> filter.field(LineField.IP_ADDRESS, address));
        ids.forEach(id -> filter.field(LineField.ID, id));
        resources(filter);
        texts.forEach(filter::text);
        conditions.forEach(condition -> filter.where(condition(condition)));
        return filter.build();
    }

    /** As much of it as a topic can tell. */
    TapFilter tap(List<String> tenants) {
        return new TapFilter(
                Set.copyOf(tenants),
                Set.copyOf(actors),
                Set.copyOf(actions),
                outcomes.stream().map(Outcome::wire).collect(Collectors.toSet()));
    }

    /** Kinds without ids can be searched for; with ids, a kind and an id belong together. */
    private void resources(EventFilter.Builder filter) {
        if (resources.stream().noneMatch(resource -> resource.contains(":"))) {
            resources.forEach(kind -> filter.field(LineField.RESOURCE, kind));
            return;
        }
        resources.forEach(resource -> filter.field(LineField.RESOURCE, kind(resource)));
        filter.where(line -> resources.stream().anyMatch(resource -> isOf(line, resource)));
    }

    private static boolean isOf(StoredLine line, String resource) {
        String kind = kind(resource);
        return line.text(LineField.RESOURCE).equals(Optional.of(kind))
                && (kind.equals(resource)
                        || line.text(LineField.RESOURCE_ID).equals(Optional.of(resource.substring(kind.length() + 1))));
    }

    private static String kind(String resource) {
        int colon = resource.indexOf(':');
        return colon < 0 ? resource : resource.substring(0, colon);
    }

    private static EventExpression condition(String text) {
        try {
            return EventExpression.parse(text);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(
                    "--where: " + e.getMessage(),
                    "See https://cel.dev; fields are the event's: action, actorId, metadata …",
                    e);
        }
    }

    /** What was asked for, for the log of readings; empty for every event. */
    Map<String, Object> asked() {
        Map<String, Object> asked = new LinkedHashMap<>();
        put(asked, "actor", actors);
        put(asked, "action", actions);
        put(asked, "resource", resources);
        put(asked, "level", levels.stream().map(Level::wire).toList());
        put(asked, "outcome", outcomes.stream().map(Outcome::wire).toList());
        put(asked, "ip", addresses);
        put(asked, "id", ids);
        put(asked, "grep", texts);
        put(asked, "where", conditions);
        return asked;
    }

    private static void put(Map<String, Object> asked, String name, List<String> values) {
        if (!values.isEmpty()) {
            asked.put(name, List.copyOf(values));
        }
    }
}
