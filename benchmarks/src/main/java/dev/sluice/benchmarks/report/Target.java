package dev.sluice.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What Sluice must reach beside a peer in the same run.
 *
 * @param operation what both do
 * @param figure what is compared: of requests a second at least, of times at most
 * @param reference the peer
 * @param bound the ratio to reach
 */
record Target(Operation operation, Figure figure, String reference, double bound) {

    private static final double P99 = 0.1;

    static List<Target> all() {
        List<Target> targets = new ArrayList<>(List.of(
                toBridge(Operation.READ, 2.5),
                toBridge(Operation.READ_HOPPING, 2),
                toBridge(Operation.INSERT, 9),
                toBridge(Operation.INSERT_DURABLE, 35),
                toBridge(Operation.TRANSACTION, 1.7),
                toBridge(Operation.TRANSACTION_DURABLE, 6),
                toBridge(Operation.MIX, 3.5)));
        for (Operation operation : Operation.REQUESTS) {
            targets.add(new Target(operation, Figure.P99, "bridge", P99));
        }
        targets.add(new Target(Operation.SCAN, Figure.PER_SECOND, "raw", 1));
        // Nobody said whether raw JDBC prepares its statement once; both are shown.
        targets.add(new Target(Operation.READ_ALONE, Figure.PER_SECOND, "raw", 0.85));
        targets.add(new Target(Operation.READ_ALONE, Figure.PER_SECOND, "rawReused", 0.85));
        targets.add(new Target(Operation.BULK, Figure.PER_SECOND, "raw", 1));
        return targets;
    }

    OptionalDouble ratio(Results results) {
        return results.ratio(operation, "sluice", reference, figure);
    }

    boolean isReached(double ratio) {
        return figure == Figure.P99 ? ratio <= bound : ratio >= bound;
    }

    private static Target toBridge(Operation operation, double bound) {
        return new Target(operation, Figure.PER_SECOND, "bridge", bound);
    }
}
