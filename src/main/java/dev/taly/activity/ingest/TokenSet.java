package dev.taly.activity.ingest;

import dev.taly.activity.config.ConfigFile;
import dev.taly.activity.config.ConfigNode;
import dev.taly.activity.event.EventFields;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who may come in, read from {@code {"tokens":[{"name":"billing","sha256":"<64 hex>","tenant":"acme","expires":"2027-01-01T00:00:00Z"}]}};
 * {@code tenant} and {@code expires} may be left out. {@code "may":["publish","watch"]} says what it is good for; where it is left
 * out, for publishing alone, so that no token reads that was made to write. Immutable.
 */
public final class TokenSet {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
    private static final Pattern SHA256 = Pattern.compile("[0-9A-Fa-f]{64}");

    private final List<Token> tokens;
    private final List<byte[]> digests;

    private TokenSet(List<Token> tokens) {
        this.tokens = List.copyOf(tokens);
        this.digests = tokens.stream().map(Token::digest).toList();
    }

    /**
     * Reads a file, JSON or YAML by its name.
     *
     * @throws IllegalArgumentException if it can't be read or holds no such set; it lists every problem and quotes no value
     */
    public static TokenSet read(Path file) {
        return of(ConfigFile.read(file));
    }

    /**
     * Reads a text.
     *
     * @param name what errors call it; {@code .json} at its end says what it is
     * @throws IllegalArgumentException if it holds no such set; it lists every problem and quotes no value
     */
    public static TokenSet parse(String name, String text) {
        return of(ConfigFile.parse(name, text));
    }

    /** Whether that may be the name of a token: 1 to 64 of {@code A-Za-z0-9_.-}, the first a letter or digit. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** How many there are. */
    public int size() {
        return tokens.size();
    }

    /** The digest that a set keeps of a token, in hexadecimal digits. */
    public static String sha256(String token) {
        return HexFormat.of().formatHex(digest(token));
    }

    /** The entry of that token, if there is one and it has not expired. The time it takes does not tell how near it was. */
    Optional<Token> find(String token, Instant now) {
        byte[] wanted = digest(token);
        Token found = null;
        for (int i = 0; i < digests.size(); i++) {
            if (MessageDigest.isEqual(digests.get(i), wanted)) {
                found = tokens.get(i);
            }
        }
        return Optional.ofNullable(found).filter(entry -> !entry.isExpired(now));
    }

    /** The entry of the token with that digest, if there is one and it has not expired. */
    Optional<Token> entry(String sha256, Instant now) {
        return tokens.stream()
                .filter(token -> token.sha256().equals(sha256) && !token.isExpired(now))
                .findFirst();
    }

    /**
     * Reads a tree.
     *
     * @throws IllegalArgumentException if it holds no such set; it lists every problem and quotes no value
     */
    public static TokenSet of(ConfigNode file) {
        file.knows("tokens");
        ConfigNode list = file.at("tokens");
        if (!file.has("tokens")) {
            list.problem("is required");
        }
        List<Token> tokens = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Set<String> digests = new HashSet<>();
        for (ConfigNode item : list.items()) {
            Token token = token(item);
            if (!names.add(token.name())) {
                item.at("name").problem("must be another for each token");
            }
            if (!digests.add(token.sha256())) {
                item.at("sha256").problem("must be another for each token");
            }
            tokens.add(token);
        }
        file.check();
        return new TokenSet(tokens);
    }

    /** Where something is wrong it is noted, and the token is never used. */
    private static Token token(ConfigNode item) {
        item.knows("name", "sha256", "tenant", "expires", "may");
        String name = item.at("name").required();
        if (!name.isEmpty() && !isName(name)) {
            item.at("name").problem("must be 1 to 64 characters of A-Z a-z 0-9 _ . - and start with a letter or digit");
        }
        String sha256 = item.at("sha256").required();
        if (!sha256.isEmpty() && !SHA256.matcher(sha256).matches()) {
            item.at("sha256").problem("must be 64 hexadecimal digits: the SHA-256 of the token");
        }
        // A null counts as absent elsewhere; here it would make a token for every tenant, or for ever.
        if (item.has("name")) {
            item.members().forEach((key, member) -> {
                if (!item.has(key)) {
                    member.problem("must have a value, or be left out");
                }
            });
        }
        return new Token(
                name,
                sha256.toLowerCase(Locale.ROOT),
                tenant(item.at("tenant")),
                expires(item.at("expires")),
                item.has("may") ? rights(item.at("may")) : Set.of(Right.PUBLISH));
    }

    private static Set<Right> rights(ConfigNode node) {
        Set<Right> rights = EnumSet.noneOf(Right.class);
        List<ConfigNode> words = node.items();
        if (node.isList() && words.isEmpty()) {
            node.problem("must name something, or be left out");
        }
        for (ConfigNode word : words) {
            if (!word.required().isEmpty()) {
                word.choice(Right::find, "publish or watch").ifPresent(rights::add);
            }
        }
        return rights;
    }

    private static @Nullable String tenant(ConfigNode node) {
        return node.choice(
                        text -> Optional.of(text).filter(EventFields::isTenantId),
                        "1 to 64 characters of A-Z a-z 0-9 _ . - and start with a letter or digit")
                .orElse(null);
    }

    private static @Nullable Instant expires(ConfigNode node) {
        return node.choice(TokenSet::time, "a time as RFC 3339 has it, such as 2027-01-01T00:00:00Z")
                .orElse(null);
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
