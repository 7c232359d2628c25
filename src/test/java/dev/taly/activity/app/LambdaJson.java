package dev.taly.activity.app;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;

/** AWS's classes as Lambda's runtime reads and writes them: by jackson-databind, with {@code Records} in upper case. */
public final class LambdaJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addMixIn(SQSEvent.class, Upper.class)
            .addMixIn(SQSEvent.SQSMessage.class, UpperArn.class)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private LambdaJson() {}

    private interface Upper {
        @JsonProperty("Records")
        List<SQSEvent.SQSMessage> getRecords();
    }

    private interface UpperArn {
        @JsonProperty("eventSourceARN")
        String getEventSourceArn();
    }

    public static byte[] bytes(SQSEvent event) throws IOException {
        return MAPPER.writeValueAsBytes(event);
    }

    public static SQSEvent event(byte[] json) throws IOException {
        return MAPPER.readValue(json, SQSEvent.class);
    }

    static SQSBatchResponse response(byte[] json) throws IOException {
        return MAPPER.readValue(json, SQSBatchResponse.class);
    }
}
