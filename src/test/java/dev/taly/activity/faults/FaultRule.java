package dev.taly.activity.faults;

import static java.util.Objects.requireNonNull;

import java.util.function.Predicate;

/**
 * A fault and the requests that meet it.
 *
 * @param share of the requests that match, 0 to 1
 * @param most how often
 */
public record FaultRule(Fault fault, Predicate<AwsRequest> when, double share, int most) {
    public FaultRule {
        requireNonNull(fault, "fault is null");
        requireNonNull(when, "when is null");
    }

    /** Every request, until the rule is taken back. */
    public static FaultRule of(Fault fault) {
        return new FaultRule(fault, request -> true, 1, Integer.MAX_VALUE);
    }

    /** Only requests of that service, too. */
    public FaultRule service(String name) {
        return when(request -> request.service().equals(name));
    }

    /** Only that operation, too. */
    public FaultRule operation(String name) {
        return when(request -> request.operation().equals(name));
    }

    /** Only writes of keys that start so, too. */
    public FaultRule puts(String keyPrefix) {
        return service("s3").operation("PUT").when(request -> request.key().startsWith(keyPrefix));
    }

    public FaultRule when(Predicate<AwsRequest> also) {
        return new FaultRule(fault, when.and(also), share, most);
    }

    public FaultRule share(double value) {
        return new FaultRule(fault, when, value, most);
    }

    public FaultRule most(int value) {
        return new FaultRule(fault, when, share, value);
    }
}
