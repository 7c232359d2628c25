package dev.taly.activity.model;

import dev.taly.activity.app.ConsumerFunction;
import dev.taly.activity.app.stack.LocalContext;
import dev.taly.activity.archive.Archive;
import dev.taly.activity.archive.S3ObjectStore;
import dev.taly.activity.consume.BatchConsumer;
import dev.taly.activity.consume.Preparation;
import dev.taly.activity.consume.SqsDeadLetters;
import dev.taly.activity.event.EventCodec;
import dev.taly.activity.event.EventRules;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The function as it is deployed, but for its threads and what it is connected with. */
final class ModelFunction {
    private static final EventCodec CODEC = new EventCodec(EventRules.standard());
    private static final int WRITERS = 4;
    private static final int LETTER_CARRIERS = 2;

    private final VirtualTime time;
    private final ModelClock clock;
    private final Chance chance;
    private final Findings findings;
    private final ModelBucket bucket;
    private final ModelDeadLetterQueue deadLetters;
    private @Nullable String refusedTenant;

    ModelFunction(
            VirtualTime time,
            ModelClock clock,
            Chance chance,
            Findings findings,
            ModelBucket bucket,
            ModelDeadLetterQueue deadLetters) {
        this.time = time;
        this.clock = clock;
        this.chance = chance;
        this.findings = findings;
        this.bucket = bucket;
        this.deadLetters = deadLetters;
    }

    /** Whose objects may be refused from now on; null for nobody's. */
    void refuseTenant(@Nullable String tenant) {
        refusedTenant = tenant;
    }

    /** The answer, if there is one: not if the function threw, was killed, or took too long. */
    Optional<byte[]> invoke(byte[] event, Invocation invocation) {
        Lanes lanes = new Lanes(time, chance, findings, invocation);
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            function(invocation, lanes)
                    .handleRequest(new ByteArrayInputStream(event), answer, new LocalContext("consumer", invocation));
            boolean inTime = time.nanos() <= invocation.deadline();
            findings.expect(inTime || invocation.isKilled(), Promise.IN_TIME, "the function was late");
            boolean answered = inTime && !invocation.isKilled();
            finish(lanes);
            return answered ? Optional.of(answer.toByteArray()) : Optional.empty();
        } catch (Killed e) {
            return Optional.empty();
        } catch (IOException | RuntimeException | Error e) {
            findings.expect(invocation.isKilled(), Promise.OTHERS_GO_ON, "the function threw %s", e);
            return Optional.empty();
        }
    }

    private static void finish(Lanes lanes) {
        try {
            lanes.finish();
        } catch (Killed e) {
            // After the answer, so nobody notices.
        }
    }

    private ConsumerFunction function(Invocation invocation, Lanes lanes) {
        return new ConsumerFunction(new BatchConsumer(
                Preparation.plain(CODEC, clock),
                new Archive(
                        new S3ObjectStore(new BucketClient(bucket, invocation, time, chance, refusedTenant), "bucket"),
                        clock),
                new SqsDeadLetters(
                        new LetterClient(deadLetters, invocation, time, chance, findings),
                        "https://sqs.us-east-1.amazonaws.com/000000000000/dlq"),
                lanes.pool(WRITERS),
                lanes.pool(LETTER_CARRIERS)));
    }
}
