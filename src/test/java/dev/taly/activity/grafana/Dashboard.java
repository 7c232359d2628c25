package dev.taly.activity.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A dashboard's JSON, as much of it as is checked. */
record Dashboard(String json) {
    private static final int COLUMNS = 24;

    static Dashboard shipped(String name) {
        try {
            return new Dashboard(Files.readString(Path.of("src/main/grafana", name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same with a mistake in it. */
    Dashboard with(String text, String mistake) {
        if (!json.contains(text)) {
            throw new IllegalStateException(text + " is not there");
        }
        return new Dashboard(json.replace(text, mistake));
    }

    JsonNode root() {
        try {
            return JsonMapper.builder().build().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Stream<JsonNode> panels() {
        return each(root().path("panels"));
    }

    Stream<JsonNode> targets() {
        return panels().flatMap(panel -> each(panel.path("targets")));
    }

    /** What Grafana would repair in silence, or show in a heap. */
    List<String> misshapen() {
        List<String> findings = new ArrayList<>();
        Set<Integer> ids = new HashSet<>();
        Set<List<Integer>> taken = new HashSet<>();
        panels().forEach(panel -> {
            String title = panel.path("title").asText();
            expect(!title.isEmpty(), "a panel has no title", findings);
            expect(ids.add(panel.path("id").asInt()), title + " has another's id", findings);
            expect(isFree(panel.path("gridPos"), taken), title + " lies on another or outside", findings);
            boolean isRow = panel.path("type").asText().equals("row");
            expect(isRow == panel.path("targets").isMissingNode(), title + " has nothing to show", findings);
            Set<String> refs = new HashSet<>();
            each(panel.path("targets"))
                    .forEach(target ->
                            expect(refs.add(target.path("refId").asText()), title + " has a refId twice", findings));
        });
        Stream.of("uid", "title", "schemaVersion", "__inputs", "templating", "time")
                .forEach(name -> expect(root().has(name), name + " is missing", findings));
        Set<String> inputs = new HashSet<>();
        each(root().path("__inputs"))
                .forEach(input -> inputs.add("${" + input.path("name").asText() + "}"));
        targets()
                .map(target -> target.at("/datasource/uid").asText())
                .filter(uid -> !inputs.contains(uid))
                .forEach(uid -> findings.add(uid + " is no input"));
        return findings;
    }

    private static boolean isFree(JsonNode at, Set<List<Integer>> taken) {
        int x = at.path("x").asInt(-1);
        int width = at.path("w").asInt(0);
        int y = at.path("y").asInt(-1);
        boolean free = x >= 0 && y >= 0 && width > 0 && at.path("h").asInt(0) > 0 && x + width <= COLUMNS;
        for (int i = x; i < x + width; i++) {
            for (int j = y; j < y + at.path("h").asInt(0); j++) {
                free &= taken.add(List.of(i, j));
            }
        }
        return free;
    }

    static void expect(boolean holds, String otherwise, List<String> findings) {
        if (!holds) {
            findings.add(otherwise);
        }
    }

    static Stream<JsonNode> each(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
