package dev.taly.activity.app.cli.doctor;

import dev.taly.activity.local.lambda.SourceMapping;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The stack that is looked at.
 *
 * @param name what it is called
 * @param status as CloudFormation says; empty for the local one
 * @param parts what CloudFormation calls physical ids, by their names in the template
 * @param alarms the names of its alarms
 * @param parameters those that it was deployed with, and the template's own
 * @param endpoint where its services are, if not at AWS
 * @param shipped how this build's template wires it
 */
record Site(
        String name,
        Optional<String> status,
        Map<String, String> parts,
        List<String> alarms,
        Map<String, String> parameters,
        Optional<URI> endpoint,
        SourceMapping shipped) {
    Site {
        parts = Map.copyOf(parts);
        alarms = List.copyOf(alarms);
        parameters = Map.copyOf(parameters);
    }

    /** Whether it runs on this machine, where there are no functions, alarms and locks. */
    boolean isLocal() {
        return status.isEmpty();
    }

    /**
     * The physical id of that part.
     *
     * @throws MissingPartException if the stack has none
     */
    String part(String id) {
        return find(id).orElseThrow(() -> new MissingPartException(id));
    }

    Optional<String> find(String id) {
        return Optional.ofNullable(parts.get(id));
    }

    /** The name of a queue, a topic, a function by its URL, its ARN or its name. */
    String nameOf(String id) {
        String physical = part(id);
        return physical.substring(Math.max(physical.lastIndexOf('/'), physical.lastIndexOf(':')) + 1);
    }

    /** The ARN of a queue, which lies where the topic does. */
    String queueArn(String id) {
        String[] topic = part(SnsQuestions.TOPIC).split(":", -1);
        return String.join(":", topic[0], topic[1], "sqs", topic[3], topic[4], nameOf(id));
    }

    /** That parameter as a number; nothing where it is none. */
    Optional<Long> number(String parameter) {
        return text(parameter).filter(value -> value.matches("[0-9]{1,18}")).map(Long::valueOf);
    }

    /** That parameter; nothing where it is empty. */
    Optional<String> text(String parameter) {
        return Optional.ofNullable(parameters.get(parameter)).filter(value -> !value.isEmpty());
    }

    /** How long a batch may wait, in seconds. */
    long windowSeconds() {
        return number("BatchWindowSeconds").orElse(shipped.window().toSeconds());
    }

    /** A command of the AWS CLI. */
    String aws(String command) {
        return "aws " + endpoint.map(url -> "--endpoint-url " + url + " ").orElse("") + command;
    }

    /** The fix for a part that is gone and that no other needs: CloudFormation does not see it by itself. */
    String restore(String part) {
        return "Take " + part + ", and what names it, out of the template and deploy; put it back and deploy again.";
    }

    /** The fix for a part that somebody changed by hand: CloudFormation does not see it by itself. */
    String rewrite(String part) {
        return "Change something in " + part
                + " of the template, such as a Sid or an Id, and deploy: it is written anew.";
    }

    /** The fix for a queue or a topic that is gone: by its old name, which all others go by. */
    String remake(String command) {
        return isLocal()
                ? "Start the local stack again: it makes what is not there."
                : aws(command) + ", and ask again what it lacks";
    }
}
