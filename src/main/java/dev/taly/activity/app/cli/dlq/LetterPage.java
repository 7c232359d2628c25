package dev.taly.activity.app.cli.dlq;

import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.app.cli.shell.Printable;
import dev.taly.activity.consume.SqsDeadLetters;
import dev.taly.activity.deadletter.Letter;
import dev.taly.activity.deadletter.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.TreeMap;

/** One dead letter on the terminal. */
final class LetterPage {
    /** The longest that SQS keeps a message; the template's queues do. */
    private static final Duration RETENTION = Duration.ofDays(14);

    private final Console console;
    private final Instant now;

    LetterPage(Console console, Instant now) {
        this.console = console;
        this.now = now;
    }

    void print(Letter letter) {
        Reason reason = letter.reason();
        console.out().println(console.bold("Dead letter " + Printable.line(letter.messageId())));
        row("why", Printable.line(reason.code()) + place(reason));
        row("", Printable.line(reason.message()));
        history(letter);
        row(
                "event",
                "id " + Printable.line(letter.eventId())
                        + (letter.glimpse().id().isEmpty() ? " (derived)" : ""));
        new TreeMap<>(letter.message().attributes()).forEach((name, attribute) -> {
            if (!name.startsWith(SqsDeadLetters.PREFIX)) {
                row("attribute", Printable.line(name + " = " + attribute.value(), 66));
            }
        });
        console.out().println();
        String text = letter.eventText();
        console.out()
                .println(console.bold(text.equals(letter.message().body()) ? "Body" : "Event, out of SNS's envelope"));
        boolean rejected = reason.source() == Reason.Source.REJECTED;
        for (EventText.Line line : EventText.of(text, reason.pointer())) {
            boolean marked = line.marked() && rejected;
            console.out().println((marked ? console.bad("> " + line.text()) : "  " + line.text()).stripTrailing());
        }
    }

    private void history(Letter letter) {
        Reason reason = letter.reason();
        switch (reason.source()) {
            case REJECTED -> {
                row("history", "rejected " + (reason.at() == null ? "at an unknown time" : time(reason.at())));
                row("", "its id in the first queue: " + Printable.line(letter.firstId()));
            }
            case REDRIVEN -> row("history", "failed in the consumer too often, and was moved by SQS");
            case UNDELIVERED -> row("history", "never reached the consumer's queue");
        }
        if (letter.message().attributes().containsKey(SqsDeadLetters.MESSAGE_ID)
                && reason.source() == Reason.Source.REDRIVEN) {
            row("", "it was replayed before; its first id: " + Printable.line(letter.firstId()));
        }
        row("", "sent " + time(letter.sentAt()) + ", received " + times(letter.receives()));
        row("", "SQS deletes it " + time(letter.sentAt().plus(RETENTION)));
    }

    private static String place(Reason reason) {
        if (reason.source() != Reason.Source.REJECTED) {
            return "";
        }
        return reason.pointer().isEmpty() ? ", the whole message" : " at " + Printable.line(reason.pointer());
    }

    private String time(Instant time) {
        String text = time.truncatedTo(ChronoUnit.SECONDS).toString();
        return time.isAfter(now)
                ? text + " (in " + Ages.between(now, time) + ")"
                : text + " (" + Ages.between(time, now) + " ago)";
    }

    private static String times(int receives) {
        return receives == 1 ? "once" : receives + " times";
    }

    private void row(String name, String value) {
        console.out().printf("  %-10s %s%n", name, value);
    }
}
