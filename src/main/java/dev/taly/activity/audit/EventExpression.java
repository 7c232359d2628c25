package dev.taly.activity.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.NullValue;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A condition on an event in the <a href="https://cel.dev">Common Expression Language</a>, such as {@code action ==
 * "payment_refunded" && metadata.amount > 100}. It knows an event's fields by their names; {@code timestamp} and {@code
 * receivedAt} are times, {@code metadata} and {@code enrichment} objects, {@code seq} is a number and {@code consent} a boolean. An
 * absent text is {@code ""}, an absent object is empty, an absent number 0. Where an expression asks for a member that is not
 * there, or compares what cannot be compared, the event is not chosen. Safe for any number of threads.
 */
public final class EventExpression implements Predicate<StoredLine> {
    private static final int MAX_LENGTH = 10_000;
    private static final int MAX_ITERATIONS = 100_000;
    private static final CelOptions OPTIONS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .comprehensionMaxIterations(MAX_ITERATIONS)
            .build();
    private static final CelType OBJECT = MapType.create(SimpleType.STRING, SimpleType.DYN);
    private static final JsonMapper JSON = new JsonMapper();

    private final CelRuntime.Program program;

    private EventExpression(CelRuntime.Program program) {
        this.program = program;
    }

    /**
     * Reads an expression.
     *
     * @throws IllegalArgumentException if it is none, or none of a truth; it says where
     */
    public static EventExpression parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("it is longer than " + MAX_LENGTH + " characters");
        }
        try {
            return new EventExpression(CelRuntimeFactory.plannerRuntimeBuilder()
                    .setOptions(OPTIONS)
                    .build()
                    .createProgram(compiler().compile(text).getAst()));
        } catch (CelValidationException | CelEvaluationException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    @Override
    public boolean test(StoredLine line) {
        try {
            return Boolean.TRUE.equals(program.eval(variables(line)));
        } catch (CelEvaluationException e) {
            return false;
        }
    }

    private static CelCompiler compiler() {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .setResultType(SimpleType.BOOL);
        for (LineField field : LineField.values()) {
            builder.addVar(field.wire(), type(field));
        }
        return builder.build();
    }

    private static CelType type(LineField field) {
        return switch (field) {
            case TIMESTAMP, RECEIVED_AT -> SimpleType.TIMESTAMP;
            case METADATA, ENRICHMENT -> OBJECT;
            case SEQ -> SimpleType.INT;
            case CONSENT -> SimpleType.BOOL;
            default -> SimpleType.STRING;
        };
    }

    private static Map<String, Object> variables(StoredLine line) {
        Map<String, Object> variables = new HashMap<>();
        for (LineField field : LineField.values()) {
            variables.put(field.wire(), value(line, field));
        }
        return variables;
    }

    private static Object value(StoredLine line, LineField field) {
        return switch (field) {
            case TIMESTAMP -> line.timestamp().instant();
            case RECEIVED_AT -> line.time(field).orElse(Instant.EPOCH);
            case METADATA, ENRICHMENT ->
                line.json(field).map(EventExpression::object).orElseGet(Map::of);
            case SEQ -> line.json(field).map(EventExpression::number).orElse(0L);
            case CONSENT -> line.json(field).map("true"::equals).orElse(false);
            default -> line.text(field).orElse("");
        };
    }

    private static Object object(String json) {
        try {
            return json.startsWith("{") ? celValue(JSON.readTree(json)) : Map.of();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a line that was read cannot be read again", e);
        }
    }

    /** A whole number that fits in 64 bits is an int, any other number a double. */
    private static Object celValue(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> {
                Map<String, Object> members = new HashMap<>();
                node.properties().forEach(member -> members.put(member.getKey(), celValue(member.getValue())));
                yield members;
            }
            case ARRAY -> {
                List<Object> elements = new ArrayList<>();
                node.forEach(element -> elements.add(celValue(element)));
                yield elements;
            }
            case STRING -> node.textValue();
            case BOOLEAN -> node.booleanValue();
            case NUMBER ->
                node.canConvertToLong() && node.isIntegralNumber() ? (Object) node.longValue() : node.doubleValue();
            default -> NullValue.NULL_VALUE;
        };
    }

    private static Long number(String json) {
        try {
            return Long.valueOf(json);
        } catch (NumberFormatException e) {
            return 0L;
        }
    }
}
