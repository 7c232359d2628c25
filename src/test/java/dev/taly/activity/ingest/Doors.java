package dev.taly.activity.ingest;

import dev.taly.activity.event.EventCodec;
import dev.taly.activity.event.EventRules;
import dev.taly.activity.publish.EventIds;
import dev.taly.activity.publish.Transport;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/** Doors for tests, by a clock that stands. */
public final class Doors {
    /** A token for any tenant. */
    public static final String ANY = "token-for-any-tenant";

    /** A token that is bound to {@code acme}. */
    public static final String ACME = "token-for-acme";

    /** A token that has expired. */
    public static final String EXPIRED = "token-of-yesterday";

    /** A token that may watch every tenant, and not publish. */
    public static final String WATCH = "token-that-watches";

    /** A token that may watch {@code acme}, and publish for it. */
    public static final String WATCH_ACME = "token-that-watches-acme";

    /** The time of every door. */
    public static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private Doors() {}

    /** The tokens above. */
    public static TokenSet tokens() {
        return TokenSet.parse("tokens.json", """
                {"tokens":[
                  {"name":"any","sha256":"%s"},
                  {"name":"acme","sha256":"%s","tenant":"acme","expires":"2026-01-01T12:00:01Z"},
                  {"name":"expired","sha256":"%s","expires":"2026-01-01T13:00:00+01:00","may":["watch","publish"]},
                  {"name":"watch","sha256":"%s","may":["watch"]},
                  {"name":"watch-acme","sha256":"%s","tenant":"acme","may":["watch","publish"]}]}
                """.formatted(
                        TokenSet.sha256(ANY),
                        TokenSet.sha256(ACME),
                        TokenSet.sha256(EXPIRED),
                        TokenSet.sha256(WATCH),
                        TokenSet.sha256(WATCH_ACME)));
    }

    /** A door to that topic with the usual settings and no limit of events a second. */
    public static Door to(Transport topic) {
        return to(topic, new DoorSettings(DoorSettings.DEFAULTS.clientIpHeader(), 0, 500, DoorSettings.MAX_TIMEOUT));
    }

    static Door to(Transport topic, DoorSettings settings) {
        return door(topic, settings, new TokenCache(Doors::tokens, () -> 0), () -> 0, Runnable::run);
    }

    static Door door(
            Transport topic, DoorSettings settings, TokenCache tokens, LongSupplier nanoTime, Executor threads) {
        return new Door(
                settings,
                new EventCodec(EventRules.standard()),
                tokens,
                new Publishing(topic, threads, nanoTime),
                new EventIds(CLOCK, new SecureRandom())::next,
                CLOCK,
                nanoTime,
                DoorWatch.none());
    }
}
