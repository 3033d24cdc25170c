package dev.sluice.benchmarks.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is measured of every peer.
 *
 * @param title how the page calls it
 * @param benchmark the simple name of the class
 * @param parameters all but the peer that tell it from others
 */
record Operation(String title, String benchmark, Map<String, String> parameters) {

    private static final String IN_FLIGHT = "inFlight";
    private static final String MANY = "64";

    static final Operation READ = of("Point read", "PointRead").with(IN_FLIGHT, MANY);
    static final Operation READ_HOPPING = of("Point read, consumer on another thread", "PointRead")
            .with(IN_FLIGHT, MANY)
            .with("consumer", "hops");
    static final Operation INSERT = of("Insert, NORMAL", "Insert").with(IN_FLIGHT, MANY);
    static final Operation INSERT_DURABLE =
            of("Insert, FULL", "Insert").with(IN_FLIGHT, MANY).durable();
    static final Operation TRANSACTION =
            of("Transaction SELECT + UPDATE, NORMAL", "SelectUpdate").with(IN_FLIGHT, MANY);
    static final Operation TRANSACTION_DURABLE = of("Transaction SELECT + UPDATE, FULL", "SelectUpdate")
            .with(IN_FLIGHT, MANY)
            .durable();
    static final Operation MIX =
            of("80 % point reads, 20 % inserts, NORMAL", "Mix").with(IN_FLIGHT, MANY);
    static final Operation READ_ALONE =
            of("Point read, one at a time", "PointRead").with(IN_FLIGHT, "1");
    static final Operation SCAN =
            new Operation("Scan of 1,000,000 rows, heap of 64 MB", "Scan", Map.of("rows", "1000000"));
    static final Operation BULK =
            new Operation("100,000 inserts in one call", "Bulk", Map.of("rows", "100000", "synchronous", "normal"));

    /** With 64 requests in flight. */
    static final List<Operation> REQUESTS =
            List.of(READ, READ_HOPPING, INSERT, INSERT_DURABLE, TRANSACTION, TRANSACTION_DURABLE, MIX);

    /** One request at a time, one large result, one large write. */
    static final List<Operation> EXTREMES = List.of(READ_ALONE, SCAN, BULK);

    static List<Operation> all() {
        return Stream.concat(REQUESTS.stream(), EXTREMES.stream()).toList();
    }

    private static Operation of(String title, String benchmark) {
        return new Operation(title, benchmark, Map.of("rows", "10000", "consumer", "stays", "synchronous", "normal"));
    }

    Operation with(String parameter, String value) {
        Map<String, String> more = new LinkedHashMap<>(parameters);
        more.put(parameter, value);
        return new Operation(title, benchmark, more);
    }

    Operation titled(String otherTitle) {
        return new Operation(otherTitle, benchmark, parameters);
    }

    private Operation durable() {
        return with("synchronous", "full");
    }

    boolean isOf(Measurement measurement, String peer) {
        return measurement.benchmark().equals(benchmark)
                && peer.equals(measurement.parameters().get("peer"))
                && measurement.parameters().entrySet().containsAll(parameters.entrySet());
    }
}
