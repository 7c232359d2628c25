package dev.taly.activity.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The actions that the platform knows, each with its default level and what it means. Immutable.
 *
 * <p>Its file is JSON: {@code {"actions": {"user_login": {"level": "info", "class": "security", "description": "…"}, …}}}.
 */
public final class ActionCatalogue {
    /** The class of an action that states none, and of one that is unknown. */
    public static final String OTHER_CLASS = "other";

    private static final String SHIPPED = "actions.json";

    private final Map<String, Action> actions;

    private ActionCatalogue(Map<String, Action> actions) {
        this.actions = Collections.unmodifiableMap(actions);
    }

    /**
     * One known action.
     *
     * @param name as in {@link ActivityEvent#action}
     * @param level the level of an event that states none
     * @param actionClass what kind of action it is, a name such as {@code security}; policies go by it
     * @param description what it means, one sentence
     */
    public record Action(String name, Level level, String actionClass, String description) {
        public Action {
            FieldRules.checkName("action", name);
            FieldRules.checkName("class", actionClass);
        }
    }

    /** The catalogue that ships with the project. */
    public static ActionCatalogue shipped() {
        try (InputStream in = ActionCatalogue.class.getResourceAsStream(SHIPPED)) {
            if (in == null) {
                throw new IllegalStateException(SHIPPED + " is not on the class path");
            }
            return read(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + SHIPPED, e);
        }
    }

    /**
     * Reads a catalogue's file and closes the stream.
     *
     * @throws IOException if the stream breaks or is no JSON
     * @throws IllegalArgumentException if an entry has a wrong name or level, or lacks a part; it names the entry
     */
    public static ActionCatalogue read(InputStream in) throws IOException {
        Map<String, Action> actions = new LinkedHashMap<>();
        try (JsonParser parser = EventReader.JSON.createParser(in)) {
            expect(parser.nextToken() == JsonToken.START_OBJECT, "the catalogue", "must be an object");
            expect("actions".equals(parser.nextFieldName()), "the catalogue", "must have one member, actions");
            expect(parser.nextToken() == JsonToken.START_OBJECT, "actions", "must be an object");
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                expect(actions.put(name, readAction(name, parser)) == null, name, "must stand there once");
            }
            expect(parser.nextToken() == JsonToken.END_OBJECT, "the catalogue", "must have one member, actions");
            expect(parser.nextToken() == null, "the catalogue", "must be the whole file");
        }
        return new ActionCatalogue(actions);
    }

    /** The action of that name, if it is known. */
    public Optional<Action> find(String name) {
        return Optional.ofNullable(actions.get(name));
    }

    /** The class of that action; {@code other} for an unknown one. */
    public String classOf(String name) {
        return find(name).map(Action::actionClass).orElse(OTHER_CLASS);
    }

    /** Every known action, in the file's order. */
    public Collection<Action> actions() {
        return actions.values();
    }

    private static Action readAction(String name, JsonParser parser) throws IOException {
        expect(FieldRules.isName(name), name, "must be " + FieldRules.NAME_RULE);
        String level = null;
        String actionClass = null;
        String description = null;
        expect(parser.nextToken() == JsonToken.START_OBJECT, name, "must be an object");
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            String value = parser.nextTextValue();
            expect(value != null, name, "must hold texts only");
            switch (field) {
                case "level" -> {
                    expect(level == null, name, "must hold level once");
                    level = value;
                }
                case "class" -> {
                    expect(actionClass == null, name, "must hold class once");
                    actionClass = value;
                }
                case "description" -> {
                    expect(description == null, name, "must hold description once");
                    description = value;
                }
                default -> throw wrong(name, "must hold level, class and description only");
            }
        }
        Level known = Level.find(level == null ? "" : level)
                .orElseThrow(() -> wrong(name, "must have a level: info, warn or critical"));
        if (description == null || description.isBlank()) {
            throw wrong(name, "must have a description");
        }
        String ofClass = actionClass == null ? OTHER_CLASS : actionClass;
        expect(FieldRules.isName(ofClass), name, "must have a class that is " + FieldRules.NAME_RULE);
        return new Action(name, known, ofClass, description);
    }

    private static void expect(boolean kept, String entry, String rule) {
        if (!kept) {
            throw wrong(entry, rule);
        }
    }

    private static IllegalArgumentException wrong(String entry, String rule) {
        return new IllegalArgumentException("action catalogue: " + entry + " " + rule);
    }
}
