package dev.taly.activity.app.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** One check after another; what one cannot find out keeps none of the others. */
final class Examination {
    private final List<Check> checks;

    Examination(List<Check> checks) {
        this.checks = List.copyOf(checks);
    }

    /**
     * Looks.
     *
     * @param watcher hears of each finding as it is made
     */
    Diagnosis of(Site site, Account account, Consumer<Finding> watcher) {
        List<Finding> all = new ArrayList<>();
        for (Check check : checks) {
            for (Finding finding : look(check, site, account)) {
                all.add(finding);
                watcher.accept(finding);
            }
        }
        return new Diagnosis(all);
    }

    private static List<Finding> look(Check check, Site site, Account account) {
        try {
            return check.look(site, account);
        } catch (UnansweredException e) {
            return List.of(new Finding(check.subject(), Outcome.NotChecked.because(e.why())));
        } catch (MissingPartException e) {
            return Findings.about(check.subject())
                    .problem(
                            true,
                            "The stack has no " + e.part() + ".",
                            "It is not, or no longer, the whole of this version's template.",
                            "Deploy the template (sam deploy), or name the right stack.")
                    .orWell("");
        }
    }
}
