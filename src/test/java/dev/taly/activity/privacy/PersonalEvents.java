package dev.taly.activity.privacy;

import dev.taly.activity.event.EventText;
import dev.taly.activity.event.GeneratedEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Events full of personal data, drawn from a seed, each with what {@link #POLICY} makes of it: the generator knows, since it put
 * the one beside the other.
 */
final class PersonalEvents {
    static final String POLICY = """
            version: test
            fields: {ipAddress: drop, userAgent: keep, actorId: keep, resourceId: hash, traceId: mask}
            metadata:
              - {names: ["*secret"], do: drop}
              - {names: ["*pin"], do: mask}
              - {names: ["*email"], do: hash}
              - {names: ["*addr"], do: truncate}
              - {names: ["*free"], do: keep}
            text: {emails: hash, phones: mask, cards: hash, ibans: mask}
            consent: {mode: pseudonymise, exempt: [other, security, booking, billing, account, privacy]}
            deadLetters: protected
            """;

    private static final List<String> WORDS = List.of(
            "appt-5002",
            "12.50",
            "Café",
            "\ud83d\ude00",
            "\"",
            "\\",
            "\n",
            "2024-03-28T12:45:30Z",
            "a",
            "\u0001",
            "no-show",
            "4bf92f3577b34da6a3ce929d0e0e4736",
            "018e8502-5b10-7cc4-9f6a-3b0f6d9e2a11",
            "\uffff",
            "<b>",
            "100%",
            "");

    private final GeneratedEvents events;
    private final PseudonymKeys keys;
    private String tenant = "";

    PersonalEvents(long seed, PseudonymKeys keys) {
        events = new GeneratedEvents(seed);
        this.keys = keys;
    }

    /** One thing as it is sent, as it is stored, and whether it is personal as a whole. */
    record Twin(String sent, String stored) {}

    /** An event's JSON, and that of what may be kept. */
    Twin next() {
        EventText sent = events.next();
        tenant = events.pick(List.of("acme", "globex", "salon-042"));
        Twin actor = text();
        Twin metadata = object(2);
        sent.text("tenantId", tenant).set("metadata", metadata.sent());
        sent.set("actorId", actor.sent().length() < 3 ? "\"a\"" : actor.sent());
        String resourceId = "res-" + events.between(0, 99);
        sent.text("resourceId", resourceId).text("traceId", "t1").text("ipAddress", "203.0.113.7");
        EventText stored = EventText.empty();
        for (String name : sent.names()) {
            stored.set(name, sent.get(name));
        }
        stored.set("metadata", metadata.stored()).set("actorId", actor.sent().length() < 3 ? "\"a\"" : actor.stored());
        stored.text("resourceId", keys.pseudonym(tenant, resourceId)).text("traceId", "***");
        return new Twin(sent.json(), stored.without("ipAddress").json());
    }

    private Twin object(int level) {
        List<String> sent = new ArrayList<>();
        List<String> stored = new ArrayList<>();
        int size = events.between(0, level > 4 ? 2 : 5);
        for (int i = 0; i < size; i++) {
            String name = i
                    + events.pick(List.of("secret", "pin", "E-mail", "addr", "free", "note", "text", "more", "_hash"));
            member(name, level, sent, stored);
        }
        return new Twin(braced(sent), braced(stored));
    }

    private void member(String name, int level, List<String> sent, List<String> stored) {
        Twin value = value(level);
        String given = EventText.quote(name) + ":";
        if (name.endsWith("secret")) {
            sent.add(given + value.sent());
        } else if (name.endsWith("pin")) {
            sent.add(given + value.sent());
            stored.add(given + (List.of("null", "true", "false").contains(value.sent()) ? value.sent() : "\"***\""));
        } else if (name.endsWith("E-mail")) {
            String address = "Anna" + events.between(0, 99) + "@Example.org";
            sent.add(given + events.quote(address));
            stored.add(EventText.quote(name + "_hash") + ":\"" + keys.pseudonym(tenant, address) + "\"");
        } else if (name.endsWith("addr")) {
            sent.add(given + "\"203.0." + events.between(0, 255) + ".9\"");
            stored.add(sent.get(sent.size() - 1).replace(".9\"", ".0\""));
        } else if (name.endsWith("free")) {
            String text = events.quote(text().sent().contains("@") ? "to anna@example.org" : "free");
            sent.add(given + text);
            stored.add(given + text);
        } else {
            sent.add(given + value.sent());
            stored.add(given + value.stored());
        }
    }

    private Twin value(int level) {
        return switch (events.between(0, level < 15 ? 6 : 3)) {
            case 0, 1 -> text();
            case 2 -> number();
            case 3 -> same(events.pick(List.of("true", "false", "null")));
            case 4, 5 -> object(level + 1);
            default -> {
                List<Twin> items = new ArrayList<>();
                for (int i = events.between(0, 3); i > 0; i--) {
                    items.add(value(level + 1));
                }
                yield new Twin(
                        items.stream().map(Twin::sent).collect(Collectors.joining(",", "[", "]")),
                        items.stream().map(Twin::stored).collect(Collectors.joining(",", "[", "]")));
            }
        };
    }

    private Twin number() {
        if (events.between(0, 4) == 0) {
            return new Twin("4111111111111111", "\"" + keys.pseudonym(tenant, "4111111111111111") + "\"");
        }
        String number = events.number();
        return Cards.ofNumber(number).isEmpty() ? same(number) : same("1");
    }

    /** A JSON string of words, some of them personal. */
    private Twin text() {
        int size = events.between(0, 5);
        List<String> sent = new ArrayList<>();
        List<String> stored = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            if (events.random().nextInt(3) > 0) {
                sent.add(events.pick(WORDS));
                stored.add(sent.get(i));
            } else {
                personal(sent, stored, size == 1);
            }
        }
        return new Twin(events.quote(String.join(" ; ", sent)), EventText.quote(String.join(" ; ", stored)));
    }

    private void personal(List<String> sent, List<String> stored, boolean alone) {
        switch (events.between(0, 3)) {
            case 0 -> {
                sent.add("Anna." + events.between(0, 99) + "@mail.Example.org");
                stored.add(mark("email", keys.pseudonym(tenant, sent.get(sent.size() - 1)), alone));
            }
            case 1 -> {
                sent.add(events.pick(List.of("4111 1111 1111 1111", "4111-1111-1111-1111", "4111111111111111")));
                stored.add(mark("card", keys.pseudonym(tenant, "4111111111111111"), alone));
            }
            case 2 -> {
                sent.add(events.pick(List.of("DE89 3704 0044 0532 0130 00", "GB29NWBK60161331926819")));
                stored.add("[iban]");
            }
            default -> {
                sent.add(events.pick(List.of("+44 20 7946 0958", "+4930901820", "+1 (650) 253-0000")));
                stored.add("[phone]");
            }
        }
    }

    private static String mark(String kind, String pseudonym, boolean alone) {
        return alone ? pseudonym : "[" + kind + " " + pseudonym + "]";
    }

    private static Twin same(String json) {
        return new Twin(json, json);
    }

    private static String braced(List<String> members) {
        return String.join(",", members).isEmpty() ? "{}" : "{" + String.join(",", members) + "}";
    }
}
