package dev.sluice.benchmarks.report;

import java.util.Locale;

/** Writes the few elements that charts need. */
final class Svg {

    private final StringBuilder text = new StringBuilder();

    Svg(double width, double height, String title) {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" height=\"%.0f\" viewBox=\"0 0 %.0f %.0f\""
                        + " font-family=\"sans-serif\" font-size=\"12\" role=\"img\">",
                width, height, width, height);
        text.append("<title>").append(escape(title)).append("</title>\n");
        rectangle(0, 0, width, height, "#ffffff");
    }

    void rectangle(double x, double y, double width, double height, String colour) {
        add("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>", x, y, width, height, colour);
    }

    void line(double x1, double y1, double x2, double y2, String colour) {
        add("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>", x1, y1, x2, y2, colour);
    }

    void polyline(String points, String colour) {
        add("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>", points, colour);
    }

    void dot(double x, double y, String colour) {
        add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>", x, y, colour);
    }

    /** Text that starts, is centred or ends at a point: {@code start}, {@code middle}, {@code end}. */
    void text(double x, double y, String anchor, String words) {
        write(x, y, anchor, "normal", words);
    }

    void heading(double x, double y, String words) {
        write(x, y, "start", "bold", words);
    }

    String finish() {
        return text + "</svg>\n";
    }

    private void write(double x, double y, String anchor, String weight, String words) {
        add(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" font-weight=\"%s\" fill=\"#222222\">%s</text>",
                x, y, anchor, weight, escape(words));
    }

    private void add(String element, Object... values) {
        text.append(String.format(Locale.ROOT, element, values)).append('\n');
    }

    private static String escape(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
