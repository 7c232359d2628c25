package dev.taly.activity.app.cli.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.taly.activity.app.cli.cost.Bill.Part;
import dev.taly.activity.config.ConfigFile;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

final class CostModelTest {
    private static final long SEED = 20240328;

    private final Deployment deployment = Deployment.shipped();
    private final CostModel model = new CostModel(deployment, Prices.shipped());

    @Test
    void deployment_isTheTemplates() {
        assertThat(deployment.batching()).isEqualTo(new Batching(1000, 60, 5));
        assertThat(deployment.retentionDays()).isEqualTo(180);
        assertThat(deployment.consumerMemory()).isEqualTo(1769);
        assertThat(deployment.metrics()).isBetween(15, 60);
        assertThat(deployment.alarms()).isGreaterThan(10);
    }

    @Test
    void bill_ofOneEventASecondAlone_isWhatOneComputesByHand() {
        Bill bill = model.bill(workload(86_400, 1, new Batching(10, 0, 5), false));

        assertThat(bill.batches().events()).isEqualTo(1);
        assertThat(count(bill, "S3 PUT of events")).isEqualTo(2_592_000);
        assertThat(count(bill, "S3 PUT of receipts")).isEqualTo(2_592_000);
        assertThat(bill.dollars(Price.S3_PUT)).isCloseTo(25.92, within(1e-9));
        assertThat(bill.dollars(Price.SNS)).isCloseTo(0.1296, within(1e-9));
        assertThat(bill.dollars(Price.LAMBDA_REQUEST)).isCloseTo(0.5184, within(1e-9));
        assertThat(bill.total())
                .isCloseTo(bill.items().stream().mapToDouble(Bill.Item::dollars).sum(), within(1e-9));
        assertThat(bill.perMillionEvents()).isCloseTo(bill.total() / 2.592, within(1e-9));
    }

    @Test
    void puts_ofAThousandTenantsFlushedEachMinute_are216DollarsAMonth() {
        // One poller, whose batch is a minute of events, of which each tenant has some.
        Workload workload = new Workload(
                9_900 / 60.0 * 86_400, new Tenants(1000, 0), 100, 0, 180, false, new Batching(10_000, 60, 1));

        assertThat(model.bill(workload).dollars(Price.S3_PUT)).isCloseTo(216, Percentage.withPercentage(1));
    }

    @Test
    void tenants_amongEventsAreAsManyAsInASimulation() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int tenants : List.of(1, 10, 1000)) {
            for (int events : List.of(1, 50, 3000)) {
                assertThat(new Tenants(tenants, 0).among(events))
                        .as("%s of %s, seed %s", events, tenants, SEED)
                        .isCloseTo(simulated(random, tenants, events), Percentage.withPercentage(3));
            }
        }
    }

    @Test
    void tenants_thatAreNotTheSame_areFewerInABatch() {
        for (double skew : List.of(0.5, 1.0, 2.0)) {
            assertThat(new Tenants(100, skew).among(500))
                    .isLessThan(new Tenants(100, 0).among(500))
                    .isGreaterThan(1);
        }
        assertThat(new Tenants(100, 1e-9).among(500)).isCloseTo(new Tenants(100, 0).among(500), within(1e-3));
        assertThat(new Tenants(1, 1).among(5)).isEqualTo(1);
    }

    @Test
    void window_thatIsLonger_neverCostsMorePuts() {
        for (double events : List.of(10.0, 1e4, 1e6, 1e8)) {
            for (int tenants : List.of(1, 100, 10_000)) {
                double before = Double.MAX_VALUE;
                for (int window : List.of(1, 2, 5, 20, 60, 300)) {
                    Bill bill = model.bill(workload(events, tenants, new Batching(1000, window, 5), true));
                    double puts = count(bill, "S3 PUT of events") + count(bill, "S3 PUT of receipts");
                    assertThat(puts)
                            .as("%s events of %s tenants in %s s", events, tenants, window)
                            .isLessThanOrEqualTo(before * (1 + 1e-9));
                    before = puts;
                }
            }
        }
    }

    @Test
    void batch_isClosedBySize_byWindow_orByWhatFits() {
        Batching batching = new Batching(1000, 5, 5);

        assertThat(batching.fill(1e6, 1e9)).isEqualTo(1000);
        assertThat(batching.fill(100, 1e9)).isEqualTo(101);
        assertThat(batching.fill(1e6, 40)).isEqualTo(40);
        assertThat(batching.fill(1e-6, 1e9)).isCloseTo(1, within(1e-3));
        assertThat(new Batching(1000, 5, 2).fill(100, 1e9)).isEqualTo(251);
    }

    @Test
    void alerts_costNothingWhereTheyAreOff() {
        Batching batching = deployment.batching();
        Bill on = model.bill(workload(1e6, 100, batching, true));
        Bill off = model.bill(workload(1e6, 100, batching, false));

        assertThat(off.dollars(Part.ALERTS)).isZero();
        assertThat(on.total() - off.total()).isCloseTo(on.dollars(Part.ALERTS), within(1e-6));
        assertThat(on.dollars(Part.ALERTS)).isPositive();
    }

    @Test
    void httpShare_isARequestForEachOfItsEvents() {
        Workload workload = new Workload(1e6, new Tenants(10, 0), 540, 25, 180, false, deployment.batching());
        Bill bill = model.bill(workload);

        assertThat(bill.dollars(Price.HTTP_API)).isCloseTo(7.5, within(1e-9));
        assertThat(count(bill, "SNS publish requests")).isCloseTo(7.5e6 + 2.25e6, within(1e-3));
    }

    @Test
    void prices_ofAFile_replaceThoseItNames() {
        Prices prices = Prices.shipped().with(ConfigFile.parse("mine.yaml", "s3PerMillionPuts: 5.40"));

        assertThat(prices.dollars(Price.S3_PUT, 2e6)).isCloseTo(10.8, within(1e-9));
        assertThat(prices.of(Price.SNS)).isEqualTo(0.5);
        assertThatThrownBy(() -> Prices.shipped()
                        .with(ConfigFile.parse("mine.yaml", "{snsPerMillionRequests: -1, logsPerGb: NaN, gold: 3}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("/snsPerMillionRequests")
                .hasMessageContaining("/logsPerGb")
                .hasMessageContaining("/gold is unknown");
    }

    private static Workload workload(double eventsPerDay, int tenants, Batching batching, boolean alerts) {
        return new Workload(eventsPerDay, new Tenants(tenants, 0), 540, 0, 180, alerts, batching);
    }

    private static double count(Bill bill, String item) {
        return bill.items().stream()
                .filter(any -> any.name().equals(item))
                .mapToDouble(Bill.Item::count)
                .sum();
    }

    private static double simulated(SplittableRandom random, int tenants, int events) {
        int batches = 200;
        long seen = 0;
        for (int batch = 0; batch < batches; batch++) {
            BitSet present = new BitSet(tenants);
            for (int event = 0; event < events; event++) {
                present.set(random.nextInt(tenants));
            }
            seen += present.cardinality();
        }
        return (double) seen / batches;
    }
}
