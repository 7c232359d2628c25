package dev.taly.activity.audit.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.audit.LineField;
import dev.taly.activity.audit.SampleLines;
import dev.taly.activity.audit.StoredLine;
import dev.taly.activity.event.EventTime;
import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.jackson.JsonCloudEventData;
import io.cloudevents.jackson.JsonFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written, read by the CloudEvents SDK. */
class CloudEventsFormatTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void event_readBySdk_isTheArchivesEvent(long seed) throws IOException {
        for (StoredLine line : SampleLines.all(seed, 300)) {
            byte[] bytes = write(line);
            CloudEvent event = new JsonFormat().deserialize(bytes);

            assertThat(event.getSpecVersion()).isEqualTo(SpecVersion.V1);
            assertThat(event.getId()).isEqualTo(line.id());
            assertThat(event.getSource()).hasToString("/activity-log/tenants/" + line.tenantId());
            assertThat(event.getType())
                    .isEqualTo(
                            "dev.taly.activity." + line.text(LineField.ACTION).orElseThrow());
            assertThat(event.getTime().toInstant()).isEqualTo(line.timestamp().instant());
            assertThat(event.getDataContentType()).isEqualTo("application/json");
            assertThat(event.getExtensionNames()).isEmpty();
            assertThat(event.getData()).isInstanceOf(JsonCloudEventData.class);
            assertThat(new String(bytes, StandardCharsets.UTF_8))
                    .as("seed %d", seed)
                    .contains(",\"data\":" + line.json() + "}");
        }
    }

    @Test
    void subject_isResourceAndId_withoutWhatTheSpecForbidsInATrueText() throws IOException {
        assertThat(subject("appointment", "a-1")).isEqualTo("appointment/a-1");
        assertThat(subject("appointment", "50%\\u0000\\n\\uffff é")).isEqualTo("appointment/50%25%00%0A%EF%BF%BF é");
    }

    @Test
    void sourceAndId_areUniqueAcrossTenants() throws IOException {
        Set<List<Object>> keys = new HashSet<>();
        for (String tenant : List.of("a", "b", "a.b", "a_b", "A")) {
            StoredLine line = SampleLines.line(
                    "{\"id\":\"1\",\"tenantId\":\"" + tenant + "\",\"timestamp\":\"2024-03-28T12:45:30Z\"}");
            CloudEvent event = new JsonFormat().deserialize(write(line));
            keys.add(List.of(event.getSource(), event.getId()));
        }

        assertThat(keys).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z"})
    void time_ofAnyYearIsRead(String time) throws IOException {
        StoredLine line = SampleLines.line("{\"id\":\"1\",\"tenantId\":\"t\",\"timestamp\":\"" + time + "\"}");

        assertThat(new JsonFormat().deserialize(write(line)).getTime().toInstant())
                .isEqualTo(EventTime.parse(time).instant());
    }

    private static String subject(String resource, String id) throws IOException {
        StoredLine line = SampleLines.line(
                "{\"id\":\"1\",\"tenantId\":\"t\",\"timestamp\":\"2024-03-28T12:45:30Z\",\"resource\":\"" + resource
                        + "\",\"resourceId\":\"" + id + "\"}");
        return String.valueOf(new JsonFormat().deserialize(write(line)).getSubject());
    }

    private static byte[] write(StoredLine line) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        EventFormat.cloudEvents().write(line, out);
        return out.toByteArray();
    }
}
