package dev.sluice.examples.quickstart;

import dev.sluice.examples.quickstart.Quickstart.Step;
import java.util.List;

/** Prints steps as a table of two columns. */
final class TextTable {

    private TextTable() {}

    static String of(List<Step> steps) {
        int width = steps.stream().mapToInt(step -> step.name().length()).max().orElse(0);
        var table = new StringBuilder();
        for (Step step : steps) {
            table.append(String.format("%-" + width + "s | %s%n", step.name(), step.result()));
        }
        return table.toString();
    }
}
