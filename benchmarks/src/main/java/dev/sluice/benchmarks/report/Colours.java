package dev.sluice.benchmarks.report;

/** A colour for each peer, the same in all charts; distinguishable without red and green. */
final class Colours {

    private Colours() {}

    static String of(String peer) {
        return switch (peer) {
            case "sluice" -> "#0072b2";
            case "bridge" -> "#e69f00";
            case "jdbcClient" -> "#cc79a7";
            case "rxjava2" -> "#56b4e9";
            case "raw" -> "#777777";
            default -> "#aaaaaa";
        };
    }
}
