package dev.taly.activity.privacy;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonParser;
import dev.taly.activity.event.ActionCatalogue;
import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.event.JsonObject;
import dev.taly.activity.event.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes events what a policy lets be kept of them. What it gives back once it gives back unchanged the next time, so an event
 * that comes again from the dead letters is stored like the first time. Safe for any number of threads.
 */
public final class Protector {
    private static final int MAX_ACTOR = 256;
    private static final int MAX_RESOURCE = 256;
    private static final int MAX_USER_AGENT = 1024;
    private static final int MAX_TRACE = 128;
    private static final int MAX_METADATA = 256 * 1024;

    private final PrivacyPolicy policy;
    private final Supplier<PseudonymKeys> keys;
    private final ActionCatalogue catalogue;
    private final TextGuards guards = new TextGuards();
    private final BodyGuard bodies;

    /**
     * @param keys asked at each event that needs a pseudonym, and at no other; what it throws, the methods throw: then nothing
     *     may be kept
     * @throws IllegalArgumentException if the policy exempts a class of actions that the catalogue has not
     */
    public Protector(PrivacyPolicy policy, Supplier<PseudonymKeys> keys, ActionCatalogue catalogue) {
        this.policy = requireNonNull(policy, "policy is null");
        this.keys = requireNonNull(keys, "keys is null");
        this.catalogue = requireNonNull(catalogue, "catalogue is null");
        policy.checkExempt(catalogue);
        bodies = new BodyGuard(policy, keys, catalogue, guards);
    }

    /** What may be kept of an event. */
    public Protected protect(ActivityEvent event) {
        boolean withoutConsent = isWithoutConsent(event.consent(), event.action());
        Rules rules = policy.rules(event.tenantId(), withoutConsent);
        Pseudonyms pseudonyms = new Pseudonyms(event.tenantId(), policy.hashes(), keys);
        FieldGuard fields = new FieldGuard(guards.of(rules.text()), pseudonyms);
        FieldGuard agents = new FieldGuard(guards.of(rules.text().forUserAgents()), pseudonyms);
        String ipAddress = event.ipAddress();
        JsonText note = new JsonText(96).begin('{').member("policy", policy.version());
        ActivityEvent safe = event.toBuilder()
                .actorId(fields.apply(rules.fields().actorId(), event.actorId(), MAX_ACTOR))
                .resourceId(apply(fields, rules.fields().resourceId(), event.resourceId(), MAX_RESOURCE))
                .metadata(metadata(event.metadata(), rules, pseudonyms))
                .userAgent(apply(agents, rules.fields().userAgent(), event.userAgent(), MAX_USER_AGENT))
                .ipAddress(ipAddress == null ? null : address(rules.fields().ipAddress(), ipAddress))
                .traceId(apply(fields, rules.fields().traceId(), event.traceId(), MAX_TRACE))
                .build();
        String addressHash =
                ipAddress != null && rules.fields().ipAddress() == Treatment.HASH ? pseudonyms.of(ipAddress) : null;
        note.member("key", pseudonyms.keyId()).member("ipAddress_hash", addressHash);
        if (withoutConsent) {
            note.name("withoutConsent").json("true");
        }
        return new Protected(safe, note.end('}').toObject());
    }

    /**
     * What may be kept of a dead letter's body, whatever text it is. An event's JSON stays JSON, with pseudonyms where the tenant
     * is known and stars where it is not; in any other text, what is found is masked. A body without anything to protect stays
     * as it is, to the character.
     *
     * @param withoutConsent whether it was refused for its missing consent
     */
    public String protectBody(String body, boolean withoutConsent) {
        return bodies.apply(requireNonNull(body, "body is null"), withoutConsent);
    }

    /**
     * Whether a letter may hold no more of a person than an event without consent: where such events are refused, and this one
     * does not say that the person agreed. It may have been refused for something else first.
     */
    public boolean lacksConsent(String body) {
        return policy.refusesWithoutConsent()
                && !BodyFacts.of(body).map(BodyFacts::consent).orElse(false);
    }

    /** As {@link PrivacyPolicy#protectsDeadLetters}. */
    public boolean protectsDeadLetters() {
        return policy.protectsDeadLetters();
    }

    private boolean isWithoutConsent(@Nullable Boolean consent, String action) {
        return !Boolean.TRUE.equals(consent) && policy.isStricterWithoutConsent(catalogue.classOf(action));
    }

    private static @Nullable String apply(FieldGuard fields, Treatment treatment, @Nullable String value, int longest) {
        return value == null ? null : fields.apply(treatment, value, longest);
    }

    private static @Nullable String address(Treatment treatment, String value) {
        return switch (treatment) {
            case KEEP -> value;
            case TRUNCATE -> IpNetwork.of(value).orElse(null);
            default -> null;
        };
    }

    private @Nullable JsonObject metadata(@Nullable JsonObject metadata, Rules rules, Pseudonyms pseudonyms) {
        if (metadata == null) {
            return null;
        }
        try {
            NewNames names = metadata.json().contains("_hash") ? names(metadata) : NewNames.none();
            JsonObject safe = metadata(metadata, rules, pseudonyms, names);
            // One character can become a pseudonym of 35, and a line must not grow without bounds. Stars are shorter.
            return safe.json().length() > MAX_METADATA
                    ? metadata(metadata, rules, new Pseudonyms(null, policy.hashes(), keys), names)
                    : safe;
        } catch (IOException e) {
            throw new UncheckedIOException("a text cannot be read", e);
        }
    }

    private JsonObject metadata(JsonObject metadata, Rules rules, Pseudonyms pseudonyms, NewNames names)
            throws IOException {
        JsonText out = new JsonText(metadata.json().length() + 64);
        try (JsonParser in = metadata.parser()) {
            in.nextToken();
            JsonGuard guard = new JsonGuard(in, rules, guards.of(rules.text()), pseudonyms, names);
            guard.object(out, null);
            if (guard.namesChanged() && !names.areKnown()) {
                return metadata(metadata, rules, pseudonyms, names(metadata));
            }
            return guard.changed() ? out.toObject() : metadata;
        }
    }

    private static NewNames names(JsonObject metadata) throws IOException {
        try (JsonParser in = metadata.parser()) {
            return NewNames.of(in);
        }
    }
}
