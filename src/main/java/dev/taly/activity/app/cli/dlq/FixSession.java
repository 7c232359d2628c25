package dev.taly.activity.app.cli.dlq;

import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.app.cli.shell.Printable;
import dev.taly.activity.app.cli.shell.Progress;
import dev.taly.activity.app.cli.shell.StopSignal;
import dev.taly.activity.deadletter.Amendment;
import dev.taly.activity.deadletter.Browse;
import dev.taly.activity.deadletter.Fix;
import dev.taly.activity.deadletter.Fix.Proposal;
import dev.taly.activity.deadletter.Letter;
import dev.taly.activity.deadletter.LetterFilter;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One fix on its way, from the letters to what became of them. */
final class FixSession {
    /** How many changes are shown in full; the others only counted. */
    private static final int SHOWN = 3;

    private final Console console;
    private final PrintWriter changes;
    private final Fix fix;
    private final Browse browse;
    private final StopSignal stop;

    /** @param changes where changes are shown */
    FixSession(Console console, PrintWriter changes, Fix fix, Browse browse, StopSignal stop) {
        this.console = console;
        this.changes = changes;
        this.fix = fix;
        this.browse = browse;
        this.stop = stop;
    }

    List<Letter> find(LetterFilter wanted, int limit) {
        List<Letter> found = new ArrayList<>();
        browse.forEach(
                letters -> letters.stream()
                        .filter(wanted)
                        .filter(letter -> found.size() < limit)
                        .forEach(found::add),
                () -> found.size() >= limit || stop.getAsBoolean());
        if (found.isEmpty()) {
            console.note("No dead letter matches.");
        }
        Results.noteUnseen(console, browse.unseen());
        return found;
    }

    /** The message ids of the letters whose bodies are shown. */
    List<String> shown(List<Letter> letters) {
        return letters.stream().limit(SHOWN).map(Letter::messageId).toList();
    }

    /** Shows what the change makes of the letters; those that the consumer would take are returned. */
    List<Proposal.Valid> propose(List<Letter> letters, Amendment amendment) {
        List<Proposal.Valid> valid = new ArrayList<>();
        Map<String, Long> invalid = new TreeMap<>();
        for (int i = 0; i < letters.size(); i++) {
            Letter letter = letters.get(i);
            Proposal proposal = propose(letter, amendment);
            if (proposal instanceof Proposal.Valid good) {
                valid.add(good);
                if (i < SHOWN) {
                    ChangeView.print(console, changes, letter, good.eventText());
                }
            } else {
                invalid.merge(why(proposal), 1L, Long::sum);
            }
        }
        if (letters.size() > SHOWN) {
            changes.println("… and " + (letters.size() - SHOWN) + " more");
        }
        invalid.forEach((why, count) -> console.problem(
                (letters.size() == 1 ? "it" : count + " of " + letters.size() + " letters") + " cannot be sent: "
                        + Printable.line(why),
                ""));
        return valid;
    }

    boolean mayGo(int letters) {
        String question = letters == 1 ? "Send it?" : "Send these " + letters + " letters?";
        return stop.asking(() -> console.asks(question), browse::close);
    }

    /** Sends them. */
    Fix.Result send(List<Proposal.Valid> proposals) {
        try (Progress progress = Progress.start(console, "Sending", " letters", 1, proposals.size())) {
            return fix.send(proposals, browse, progress::at, stop);
        }
    }

    /** Somebody who edits may go on with the draft where it is not valid yet. */
    private Proposal propose(Letter letter, Amendment amendment) {
        Proposal proposal = stop.asking(() -> fix.propose(letter, amendment), browse::close);
        while (amendment instanceof Editor && !(proposal instanceof Proposal.Valid) && console.canAsk()) {
            console.problem("it cannot be sent: " + Printable.line(why(proposal)), "");
            if (!stop.asking(() -> console.asks("Edit it again?"), browse::close)) {
                break;
            }
            proposal = stop.asking(() -> fix.propose(letter, amendment), browse::close);
        }
        return proposal;
    }

    private static String why(Proposal proposal) {
        return proposal instanceof Proposal.Invalid invalid
                ? invalid.rejection().code().wire() + " at "
                        + (invalid.rejection().pointer().isEmpty()
                                ? "#"
                                : invalid.rejection().pointer()) + ": "
                        + invalid.rejection().message()
                : ((Proposal.Unfit) proposal).why();
    }
}
