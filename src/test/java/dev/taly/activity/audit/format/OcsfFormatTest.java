package dev.taly.activity.audit.format;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.taly.activity.audit.LineField;
import dev.taly.activity.audit.SampleLines;
import dev.taly.activity.audit.StoredLine;
import dev.taly.activity.event.ActionCatalogue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OcsfFormatTest {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .build();
    private static final Schema SCHEMA = schema();

    /** Where a field is found again; what is elsewhere is in unmapped. */
    private static final Map<LineField, String> PLACES = Map.of(
            LineField.ID, "/metadata/uid",
            LineField.TENANT_ID, "/metadata/tenant_uid",
            LineField.ACTOR_ID, "/actor/user/uid",
            LineField.ACTION, "/metadata/event_code",
            LineField.TIMESTAMP, "/metadata/original_time",
            LineField.LEVEL, "/metadata/log_level",
            LineField.USER_AGENT, "/http_request/user_agent",
            LineField.IP_ADDRESS, "/src_endpoint/ip",
            LineField.TRACE_ID, "/metadata/correlation_uid");

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void event_keepsTheSchema_andLosesNothing(long seed) throws IOException {
        for (StoredLine line : lines(seed)) {
            JsonNode event = write(line);
            String place = "seed " + seed + ": " + line.json();

            assertThat(complaints(event)).as(place).isEmpty();
            assertThat(event.get("type_uid").asLong())
                    .isEqualTo(event.get("class_uid").asLong() * 100
                            + event.get("activity_id").asLong());
            assertThat(event.get("time").asLong())
                    .isEqualTo(line.timestamp().instant().toEpochMilli());
            for (LineField field : LineField.values()) {
                if (line.has(field)) {
                    assertThat(found(event, field))
                            .as(field + " of " + place)
                            .isEqualTo(JSON.readTree(line.json(field).orElseThrow()));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "user_login, 3002, 1, Logon",
        "login_failed, 3002, 1, Logon",
        "user_logout, 3002, 2, Logoff",
        "mfa_disabled, 3002, 99, mfa_disabled",
        "password_changed, 3002, 99, password_changed",
        "user_created, 3004, 1, Create",
        "role_changed, 3004, 3, Update",
        "user_deactivated, 3004, 9, Disable",
        "api_token_revoked, 3004, 4, Delete",
        "appointment_cancelled, 3004, 3, Update",
        "invoice.item.deleted, 3004, 4, Delete",
        "data_exported, 6003, 2, Read",
        "payment_processed, 6003, 99, payment_processed",
        "dance, 6003, 99, dance"
    })
    void action_isAnActivityOfItsClass(String action, int classUid, int activityId, String name) throws IOException {
        JsonNode event = write(line(action, ""));

        assertThat(event.get("class_uid").asInt()).isEqualTo(classUid);
        assertThat(event.get("activity_id").asInt()).isEqualTo(activityId);
        assertThat(event.get("activity_name").asText()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "user_login, success, 1",
        "user_login, failure, 2",
        "user_login, , 0",
        "login_failed, , 2",
        "payment_failed, , 2",
        "login_failed, success, 1"
    })
    void outcome_isTheStatus(String action, String outcome, int status) throws IOException {
        String member = outcome == null ? "" : ",\"outcome\":\"" + outcome + "\"";

        assertThat(write(line(action, member)).get("status_id").asInt()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"info, 1", "warn, 3", "critical, 5", "odd, 0"})
    void level_isTheSeverity(String level, int severity) throws IOException {
        JsonNode event = write(line("user_login", ",\"level\":\"" + level + "\""));

        assertThat(event.get("severity_id").asInt()).isEqualTo(severity);
        assertThat(event.at("/metadata/log_level").asText()).isEqualTo(level);
    }

    @Test
    void login_isToASession() throws IOException {
        JsonNode event = write(SampleLines.line(
                "{\"id\":\"1\",\"tenantId\":\"t\",\"actorId\":\"u\",\"action\":\"user_login\",\"resource\":\"session\","
                        + "\"resourceId\":\"s-1\",\"timestamp\":\"2024-03-28T12:45:30Z\"}"));

        assertThat(event.at("/user/uid").asText()).isEqualTo("u");
        assertThat(event.at("/service/uid").asText()).isEqualTo("t");
        assertThat(event.at("/session/uid").asText()).isEqualTo("s-1");
    }

    private static List<StoredLine> lines(long seed) {
        List<StoredLine> lines = SampleLines.all(seed, 300);
        // This reader has no number as large as that.
        lines.removeIf(line -> line.json().contains("e+99999999999"));
        for (ActionCatalogue.Action action : ActionCatalogue.shipped().actions()) {
            lines.add(line(action.name(), ",\"ipAddress\":\"192.0.2.1\",\"resourceId\":\"r-1\",\"userAgent\":\"x\""));
        }
        lines.add(SampleLines.line(
                "{\"id\":\"1\",\"tenantId\":\"t\",\"timestamp\":\"0000-01-01T00:00:00Z\",\"actorId\":5}"));
        return lines;
    }

    private static StoredLine line(String action, String more) {
        return SampleLines.line("{\"id\":\"1\",\"tenantId\":\"t\",\"actorId\":\"u\",\"action\":\"" + action
                + "\",\"resource\":\"thing\",\"timestamp\":\"2024-03-28T12:45:30Z\"" + more + "}");
    }

    private static JsonNode found(JsonNode event, LineField field) {
        if (event.at("/unmapped").has(field.wire())) {
            return event.at("/unmapped").get(field.wire());
        }
        return switch (field) {
            case RESOURCE -> either(event, "type");
            case RESOURCE_ID -> event.has("session") ? event.at("/session/uid") : either(event, "uid");
            case OUTCOME -> JSON.valueToTree(event.get("status").asText().toLowerCase(java.util.Locale.ROOT));
            default -> event.at(requireNonNull(PLACES.get(field), field + " has no place"));
        };
    }

    private static JsonNode either(JsonNode event, String name) {
        return event.has("entity") ? event.at("/entity/" + name) : event.at("/resources/0/" + name);
    }

    private static List<String> complaints(JsonNode event) {
        List<String> complaints = new ArrayList<>();
        SCHEMA.validate(event).forEach(error -> complaints.add(error.toString()));
        return complaints;
    }

    private static JsonNode write(StoredLine line) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        EventFormat.ocsf().write(line, out);
        String text = out.toString(StandardCharsets.UTF_8);
        assertThat(text).endsWith("}\n").doesNotContain("\n{");
        return JSON.readTree(text);
    }

    private static Schema schema() {
        try (InputStream in = requireNonNull(OcsfFormatTest.class.getResourceAsStream("ocsf-1.8.0.schema.json"))) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
