package dev.taly.activity.app.cli.dlq;

import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.app.cli.shell.Printable;
import dev.taly.activity.app.cli.shell.Progress;
import dev.taly.activity.deadletter.Amendment;
import dev.taly.activity.deadletter.Browse;
import dev.taly.activity.deadletter.Fix;
import dev.taly.activity.deadletter.Fix.Proposal;
import dev.taly.activity.deadletter.HeldLetter;
import dev.taly.activity.deadletter.Letter;
import dev.taly.activity.deadletter.LetterFilter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** One fix on its way, from the letters to what became of them. */
final class FixSession {
    /** How many changes are shown in full; the others only counted. */
    private static final int SHOWN = 3;

    private final Console console;
    private final Fix fix;
    private final Browse browse;
    private final BooleanSupplier stop;

    FixSession(Console console, Fix fix, Browse browse, BooleanSupplier stop) {
        this.console = console;
        this.fix = fix;
        this.browse = browse;
        this.stop = stop;
    }

    List<Letter> find(LetterFilter wanted, int limit) {
        List<Letter> found = new ArrayList<>();
        for (List<HeldLetter> some = browse.next();
                !some.isEmpty() && found.size() < limit && !stop.getAsBoolean();
                some = browse.next()) {
            some.stream().map(HeldLetter::letter).filter(wanted).forEach(found::add);
        }
        if (found.isEmpty()) {
            console.note("No dead letter matches.");
        }
        return found.size() > limit ? List.copyOf(found.subList(0, limit)) : found;
    }

    /** Shows what the change makes of the letters; those that the consumer would take are returned. */
    List<Proposal.Valid> propose(List<Letter> letters, Amendment amendment) {
        List<Proposal.Valid> valid = new ArrayList<>();
        Map<String, Long> invalid = new TreeMap<>();
        for (Letter letter : letters) {
            Proposal proposal = fix.propose(letter, amendment);
            if (proposal instanceof Proposal.Valid good) {
                valid.add(good);
                if (valid.size() <= SHOWN) {
                    ChangeView.print(console, letter, good.eventText());
                }
            } else {
                invalid.merge(why(proposal), 1L, Long::sum);
            }
        }
        if (valid.size() > SHOWN) {
            console.out().println("… and " + (valid.size() - SHOWN) + " more");
        }
        invalid.forEach((why, count) -> console.problem(
                (letters.size() == 1 ? "it" : count + " of " + letters.size() + " letters") + " cannot be sent: "
                        + Printable.line(why),
                ""));
        return valid;
    }

    /** Sends them. */
    Map<String, Object> send(List<Proposal.Valid> proposals) {
        long sent = 0;
        Map<String, Long> failures = new TreeMap<>();
        try (Progress progress = Progress.start(console, "Sending", " letters", 1, proposals.size())) {
            for (Proposal.Valid proposal : proposals) {
                if (stop.getAsBoolean()) {
                    break;
                }
                String problem = fix.send(proposal, browse);
                if (problem.isEmpty()) {
                    progress.at(++sent);
                } else {
                    failures.merge(problem, 1L, Long::sum);
                }
            }
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("sent", sent);
        if (!failures.isEmpty()) {
            result.put("failures", failures);
        }
        return result;
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
