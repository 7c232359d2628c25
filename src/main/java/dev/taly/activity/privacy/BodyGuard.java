package dev.taly.activity.privacy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.taly.activity.event.ActionCatalogue;
import dev.taly.activity.event.EventCodec;
import dev.taly.activity.event.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes bodies of dead letters what a policy lets be kept of them. Safe for any number of threads. */
final class BodyGuard {
    /** Once more after each change: what was no JSON may be JSON without what was taken out. */
    private static final int MAX_ROUNDS = 4;

    private static final Set<String> OF_SNS = Set.of(
            "Type",
            "MessageId",
            "TopicArn",
            "Timestamp",
            "SequenceNumber",
            "SignatureVersion",
            "Signature",
            "SigningCertURL",
            "UnsubscribeURL");

    private final PrivacyPolicy policy;
    private final Supplier<PseudonymKeys> keys;
    private final ActionCatalogue catalogue;
    private final TextGuards guards;

    BodyGuard(PrivacyPolicy policy, Supplier<PseudonymKeys> keys, ActionCatalogue catalogue, TextGuards guards) {
        this.policy = policy;
        this.keys = keys;
        this.catalogue = catalogue;
        this.guards = guards;
    }

    String apply(String body, boolean withoutConsent) {
        String safe = body;
        for (int round = 0; round < MAX_ROUNDS; round++) {
            String safer = once(safe, withoutConsent);
            if (safer.equals(safe)) {
                break;
            }
            // Before the next round: a text that is none of JSON can become one by it.
            safe = sendable(safer);
        }
        return safe;
    }

    /** SQS takes no body with <a
     * href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html">certain characters</a>;
     * what stood there as an escape is one again.
     */
    private static String sendable(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            boolean allowed = c >= ' ' || c == '\t' || c == '\n' || c == '\r';
            if (!allowed || c == 0xFFFE || c == 0xFFFF || Character.getType(c) == Character.SURROGATE) {
                escaped.append(String.format("\\u%04x", c));
            } else {
                escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }

    private String once(String body, boolean withoutConsent) {
        Optional<BodyFacts> facts = BodyFacts.of(body);
        try {
            if (facts.isEmpty()) {
                return malformed(body, withoutConsent);
            }
            return facts.get().isEnvelope() ? envelope(body, withoutConsent) : json(body, facts.get(), withoutConsent);
        } catch (IOException e) {
            throw new UncheckedIOException("a text cannot be read twice", e);
        }
    }

    private String malformed(String body, boolean withoutConsent) {
        // Nobody knows whether it had consent.
        Rules rules = policy.rules("", withoutConsent || policy.isStricterWithoutConsent(""));
        return new MalformedBody(rules, guards.of(rules.text()), pseudonyms(null)).apply(body);
    }

    /** The message that SNS has wrapped, and what the sender wrote on it; what SNS says itself names nobody. */
    private String envelope(String body, boolean withoutConsent) throws IOException {
        JsonText out = new JsonText(body.length() + 64).begin('{');
        boolean changed = false;
        try (JsonParser in = BodyJson.parser(body)) {
            in.nextToken();
            for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
                boolean isText = in.nextToken() == JsonToken.VALUE_STRING;
                if (isText && name.equals("Message")) {
                    String safe = apply(in.getText(), withoutConsent);
                    changed |= !safe.equals(in.getText());
                    out.member(name, safe);
                } else {
                    boolean isOfSns = OF_SNS.contains(name);
                    Rules rules = policy.rules("", !isOfSns && withoutConsent);
                    TextGuard guard = guards.of(isOfSns ? TextRules.KEEP : rules.text());
                    JsonGuard member = new JsonGuard(in, rules, guard, pseudonyms(null), NewNames.none());
                    member.value(out.name(name), isOfSns ? Treatment.KEEP : null);
                    changed |= member.changed();
                }
            }
        }
        return changed ? out.end('}').toString() : body;
    }

    private String json(String body, BodyFacts facts, boolean withoutConsent) throws IOException {
        String safe = json(body, facts, withoutConsent, facts.tenant());
        // A letter that has grown out of what an event may be could not be replayed. Stars are shorter.
        return isTooLarge(safe) && !isTooLarge(body) ? json(body, facts, withoutConsent, null) : safe;
    }

    private String json(String body, BodyFacts facts, boolean withoutConsent, @Nullable String tenant)
            throws IOException {
        boolean stricter = withoutConsent
                || (!facts.consent() && policy.isStricterWithoutConsent(catalogue.classOf(facts.action())));
        String named = facts.tenant();
        Rules rules = policy.rules(named == null ? "" : named, stricter);
        NewNames names;
        try (JsonParser in = BodyJson.parser(body)) {
            names = NewNames.of(in);
        }
        JsonText out = new JsonText(body.length() + 64);
        Pseudonyms pseudonyms = pseudonyms(tenant);
        try (JsonParser in = BodyJson.parser(body)) {
            in.nextToken();
            JsonGuard guard = new JsonGuard(in, rules, guards.of(rules.text()), pseudonyms, names);
            if (facts.isObject()) {
                new BodyEvent(
                                in,
                                rules,
                                guard,
                                new FieldGuard(guards.of(rules.text()), pseudonyms),
                                new FieldGuard(guards.of(rules.text().forUserAgents()), pseudonyms))
                        .copy(out, names.in(in));
            } else {
                guard.value(out, null);
            }
            return guard.changed() ? out.toString() : body;
        }
    }

    private Pseudonyms pseudonyms(@Nullable String tenant) {
        return new Pseudonyms(tenant, policy.hashes(), keys);
    }

    private static boolean isTooLarge(String text) {
        return text.length() > EventCodec.MAX_BYTES
                || (text.length() * 3L > EventCodec.MAX_BYTES
                        && text.getBytes(StandardCharsets.UTF_8).length > EventCodec.MAX_BYTES);
    }
}
