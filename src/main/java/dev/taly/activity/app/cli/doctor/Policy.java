package dev.taly.activity.app.cli.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A policy of a queue or a bucket, as far as it can be told who may do what. */
record Policy(List<Statement> statements) {
    private static final JsonMapper JSON = new JsonMapper();

    Policy {
        statements = List.copyOf(statements);
    }

    /** @throws UnansweredException if it is none */
    static Policy read(String json) {
        try {
            List<Statement> statements = new ArrayList<>();
            items(JSON.readTree(json).path("Statement")).forEach(node -> statements.add(new Statement(node)));
            return new Policy(statements);
        } catch (JsonProcessingException e) {
            throw new UnansweredException("the policy is not JSON", e);
        }
    }

    /** Who is let do that. */
    Stream<Statement> allowing(String action) {
        return statements.stream().filter(statement -> statement.isAllow() && statement.covers(action));
    }

    /** What keeps everybody from that. */
    Stream<Statement> denying(String action) {
        return statements.stream()
                .filter(statement -> !statement.isAllow() && statement.covers(action) && statement.isForAll());
    }

    /** Whether everything of a service is denied to who comes without TLS. */
    boolean isTlsOnly(String service) {
        return denying(service + ":*").anyMatch(Statement::isAboutTlsAlone);
    }

    private static Stream<JsonNode> items(JsonNode node) {
        if (node.isMissingNode()) {
            return Stream.of();
        }
        return node.isArray()
                ? Stream.iterate(0, i -> i < node.size(), i -> i + 1).map(node::get)
                : Stream.of(node);
    }

    /** One statement. */
    record Statement(JsonNode node) {
        boolean isAllow() {
            return node.path("Effect").asText().equals("Allow");
        }

        /** Whether it is about that action; {@code NotAction} is about everything. */
        boolean covers(String action) {
            String asked = action.toLowerCase(Locale.ROOT);
            return node.has("NotAction")
                    || items(node.path("Action"))
                            .map(item -> item.asText().toLowerCase(Locale.ROOT))
                            .anyMatch(said -> said.equals(asked)
                                    || (said.endsWith("*") && asked.startsWith(said.substring(0, said.length() - 1))));
        }

        boolean isForAll() {
            JsonNode principal = node.path("Principal");
            return node.has("NotPrincipal")
                    || Stream.concat(items(principal), items(principal.path("AWS")))
                            .anyMatch(who -> who.asText().equals("*"));
        }

        boolean isForService(String service) {
            return items(node.path("Principal").path("Service"))
                    .anyMatch(who -> who.asText().equals(service));
        }

        boolean hasCondition() {
            return !node.path("Condition").isEmpty();
        }

        boolean isAboutTlsAlone() {
            return node.path("Condition").size() == 1
                    && node.path("Condition").path("Bool").size() == 1
                    && node.path("Condition")
                            .path("Bool")
                            .path("aws:SecureTransport")
                            .asText()
                            .equals("false");
        }

        /** Whether it holds for requests of that source alone. */
        boolean isFrom(String arn) {
            return Stream.of("ArnEquals", "ArnLike", "StringEquals", "StringLike")
                    .flatMap(operator -> values(operator, "aws:SourceArn"))
                    .toList()
                    .equals(List.of(arn));
        }

        /** The values of that condition, in whatever case its key is written. */
        Stream<String> values(String operator, String key) {
            return node.path("Condition").path(operator).properties().stream()
                    .filter(said -> said.getKey().equalsIgnoreCase(key))
                    .flatMap(said -> items(said.getValue()))
                    .map(JsonNode::asText);
        }

        /** Whether it is about all objects of that bucket, in whatever partition of AWS. */
        boolean isAboutObjectsOf(String bucket) {
            return items(node.path("Resource"))
                    .map(JsonNode::asText)
                    .anyMatch(resource -> resource.equals("*") || resource.endsWith(":::" + bucket + "/*"));
        }
    }
}
