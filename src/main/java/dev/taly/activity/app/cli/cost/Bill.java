package dev.taly.activity.app.cli.cost;

import java.util.ArrayList;
import java.util.List;

/**
 * A month's bill.
 *
 * @param items in the order of the flow
 */
record Bill(Workload workload, Batches batches, List<Item> items) {
    Bill {
        items = List.copyOf(items);
    }

    /**
     * A line.
     *
     * @param part of the stack
     * @param count of what the price is for, in a month
     */
    record Item(Part part, String name, Price price, double count, double dollars) {}

    /** Who causes the cost. */
    enum Part {
        FLOW("From the topic to the bucket"),
        HTTP("HTTP door"),
        WATCH("Logs, metrics, secrets"),
        ALERTS("Alerts");

        private final String title;

        Part(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    double total() {
        return items.stream().mapToDouble(Item::dollars).sum();
    }

    double perMillionEvents() {
        return total() / workload.events() * 1e6;
    }

    /** What is to be paid for that, in all parts. */
    double dollars(Price price) {
        return items.stream()
                .filter(item -> item.price() == price)
                .mapToDouble(Item::dollars)
                .sum();
    }

    double dollars(Part part) {
        return items.stream()
                .filter(item -> item.part() == part)
                .mapToDouble(Item::dollars)
                .sum();
    }

    /** Writes the lines of one bill. */
    static final class Lines {
        private final Prices prices;
        private final List<Item> items = new ArrayList<>();

        Lines(Prices prices) {
            this.prices = prices;
        }

        void add(Part part, String name, Price price, double count) {
            items.add(new Item(part, name, price, count, prices.dollars(price, count)));
        }

        List<Item> items() {
            return items;
        }
    }
}
