package dev.taly.activity.app.cli.cost;

/**
 * How events fall on tenants: tenant number i has a share like 1/i^skew. A batch of n events has T·(1−(1−1/T)^n) of T equal tenants,
 * which is the most that any skew gives.
 *
 * @param count 1 to 1,000,000
 * @param skew 0 for equal tenants, 1 for Zipf's law, at most 3
 */
record Tenants(int count, double skew) {
    Tenants {
        Batching.require(count >= 1 && count <= 1_000_000, "there are 1 to 1000000 tenants, not " + count);
        Batching.require(skew >= 0 && skew <= 3, "a skew is from 0 to 3, not " + skew);
    }

    /** How many different tenants that many events have, on average. */
    double among(double events) {
        if (skew == 0) {
            return count * seen(1.0 / count, events);
        }
        double all = 0;
        for (int i = 1; i <= count; i++) {
            all += Math.pow(i, -skew);
        }
        double expected = 0;
        for (int i = 1; i <= count; i++) {
            expected += seen(Math.pow(i, -skew) / all, events);
        }
        return expected;
    }

    /** The probability that a tenant of that share has one of those events or more. */
    private static double seen(double share, double events) {
        return -Math.expm1(events * Math.log1p(-share));
    }
}
