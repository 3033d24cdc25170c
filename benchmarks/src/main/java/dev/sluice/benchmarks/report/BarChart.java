package dev.sluice.benchmarks.report;

import java.util.List;

/** Horizontal bars, a group for each operation, each group with its own scale. */
final class BarChart {

    private static final double WIDTH = 720;
    private static final double LABELS = 110;
    private static final double VALUES = 90;
    private static final double BAR = 16;
    private static final double GAP = 4;
    private static final double HEADING = 30;

    private BarChart() {}

    /**
     * A bar.
     *
     * @param label who
     * @param value its length
     * @param text what stands beside it
     */
    record Bar(String label, double value, String text) {}

    /** Bars on one scale. */
    record Group(String title, List<Bar> bars) {}

    static String of(String title, List<Group> groups) {
        double height = GAP;
        for (Group group : groups) {
            height += heightOf(group);
        }
        Svg svg = new Svg(WIDTH, height, title);
        double top = 0;
        for (Group group : groups) {
            draw(svg, top, group);
            top += heightOf(group);
        }
        return svg.finish();
    }

    private static double heightOf(Group group) {
        return HEADING + group.bars().size() * (BAR + GAP);
    }

    private static void draw(Svg svg, double top, Group group) {
        double longest = group.bars().stream().mapToDouble(Bar::value).max().orElse(1);
        svg.heading(GAP, top + HEADING - 10, group.title());
        double y = top + HEADING;
        for (Bar bar : group.bars()) {
            double length = (WIDTH - LABELS - VALUES) * bar.value() / longest;
            svg.text(LABELS - GAP, y + BAR - GAP, "end", bar.label());
            svg.rectangle(LABELS, y, length, BAR, Colours.of(bar.label()));
            svg.text(LABELS + length + GAP, y + BAR - GAP, "start", bar.text());
            y += BAR + GAP;
        }
    }
}
