package dev.sluice.benchmarks.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Lines over a growing number, both axes logarithmic, so that a cost which grows linearly is a level line. */
final class LineChart {

    private static final double WIDTH = 720;
    private static final double PANEL = 240;
    private static final double LEFT = 70;
    private static final double RIGHT = 100;
    private static final double TOP = 30;
    private static final double BOTTOM = 40;

    private final Svg svg;
    private final Panel panel;
    private final double top;
    private final double leastX;
    private final double mostX;
    private final double leastY;
    private final double mostY;

    private LineChart(Svg svg, Panel panel, double top) {
        this.svg = svg;
        this.panel = panel;
        this.top = top;
        List<Point> points =
                panel.lines().stream().flatMap(line -> line.points().stream()).toList();
        leastX = points.stream().mapToDouble(Point::x).min().orElse(1);
        mostX = points.stream().mapToDouble(Point::x).max().orElse(leastX);
        leastY = decade(points.stream().mapToDouble(Point::y).min().orElse(1));
        mostY = 10 * decade(points.stream().mapToDouble(Point::y).max().orElse(1));
    }

    /** A measured value. */
    record Point(double x, double y) {}

    /** The values of one peer. */
    record Line(String label, List<Point> points) {}

    /** Lines that share axes. */
    record Panel(String title, List<Line> lines) {}

    static String of(String title, List<Panel> panels) {
        Svg svg = new Svg(WIDTH, PANEL * panels.size(), title);
        for (int i = 0; i < panels.size(); i++) {
            new LineChart(svg, panels.get(i), i * PANEL).draw();
        }
        return svg.finish();
    }

    private void draw() {
        svg.heading(4, top + TOP - 12, panel.title());
        for (double value = leastY; value <= mostY * 1.001; value *= 10) {
            svg.line(LEFT, y(value), WIDTH - RIGHT, y(value), "#dddddd");
            svg.text(LEFT - 6, y(value) + 4, "end", Numbers.whole(value));
        }
        panel.lines().stream()
                .flatMap(line -> line.points().stream())
                .mapToDouble(Point::x)
                .distinct()
                .forEach(x -> svg.text(x(x), top + PANEL - BOTTOM + 18, "middle", Numbers.whole(x)));
        panel.lines().forEach(this::draw);
    }

    private void draw(Line line) {
        if (line.points().isEmpty()) {
            return;
        }
        String colour = Colours.of(line.label());
        svg.polyline(
                line.points().stream()
                        .map(point -> String.format(Locale.ROOT, "%.1f,%.1f", x(point.x()), y(point.y())))
                        .collect(Collectors.joining(" ")),
                colour);
        line.points().forEach(point -> svg.dot(x(point.x()), y(point.y()), colour));
        Point last = line.points().get(line.points().size() - 1);
        svg.text(x(last.x()) + 8, y(last.y()) + 4, "start", line.label());
    }

    private double x(double value) {
        return LEFT + 20 + (WIDTH - LEFT - RIGHT - 20) * share(value, leastX, mostX);
    }

    private double y(double value) {
        return top + PANEL - BOTTOM - (PANEL - TOP - BOTTOM) * share(value, leastY, mostY);
    }

    private static double share(double value, double least, double most) {
        return most > least ? Math.log(value / least) / Math.log(most / least) : 0;
    }

    private static double decade(double value) {
        return Math.pow(10, Math.floor(Math.log10(value)));
    }
}
