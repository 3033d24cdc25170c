package dev.sluice.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Adds up what Surefire reported in all modules under a folder, and names every suite that skipped tests, with its
 * reasons: what did not run must be as visible as what failed. Runs at the end of the build, and as a single source file.
 */
final class TestSummary {

    private final List<Suite> suites = new ArrayList<>();

    private TestSummary() {}

    public static void main(String[] args) throws Exception {
        System.out.println(of(Path.of(args[0])));
    }

    /** Two lines: the totals, and the skipped suites. */
    static String of(Path folder) throws IOException, ParserConfigurationException, SAXException {
        TestSummary summary = new TestSummary();
        for (Path report : reportsUnder(folder)) {
            summary.suites.add(Suite.read(report));
        }
        return summary.describe();
    }

    private static List<Path> reportsUnder(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder.toAbsolutePath())) {
            return files.filter(file -> file.getParent().endsWith("target/surefire-reports"))
                    .filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml"))
                    .sorted()
                    .toList();
        }
    }

    private String describe() {
        int tests = suites.stream().mapToInt(Suite::tests).sum();
        int failed = suites.stream().mapToInt(Suite::failed).sum();
        int skipped = suites.stream().mapToInt(Suite::skipped).sum();
        String names = suites.stream()
                .filter(suite -> suite.skipped() > 0)
                .map(Suite::describeSkipped)
                .collect(Collectors.joining("; "));
        return "Tests: %d in %d suites, %d failed, %d skipped%nSkipped suites: %s"
                .formatted(tests, suites.size(), failed, skipped, names.isEmpty() ? "none" : names);
    }

    private record Suite(String name, int tests, int failed, int skipped, TreeSet<String> reasons) {

        static Suite read(Path report) throws IOException, ParserConfigurationException, SAXException {
            Element suite = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(report.toFile())
                    .getDocumentElement();
            TreeSet<String> reasons = new TreeSet<>();
            NodeList skipped = suite.getElementsByTagName("skipped");
            for (int i = 0; i < skipped.getLength(); i++) {
                reasons.add(reason((Element) skipped.item(i)));
            }
            int failed = number(suite, "failures") + number(suite, "errors");
            return new Suite(
                    suite.getAttribute("name"), number(suite, "tests"), failed, number(suite, "skipped"), reasons);
        }

        String describeSkipped() {
            return "%s (%d of %d: %s)".formatted(name, skipped, tests, String.join(", ", reasons));
        }

        private static int number(Element suite, String attribute) {
            return Integer.parseInt(suite.getAttribute(attribute));
        }

        private static String reason(Element skipped) {
            String message = skipped.getAttribute("message").strip();
            String reason = message.isEmpty() ? reasonInTrace(skipped) : message;
            return reason.isEmpty() ? "no reason given" : reason;
        }

        /** Surefire gives a test that aborted itself no message, but its exception's trace. */
        private static String reasonInTrace(Element skipped) {
            String exception =
                    skipped.getTextContent().strip().lines().findFirst().orElse("");
            String type = skipped.getAttribute("type");
            return exception.startsWith(type + ": ")
                    ? exception.substring(type.length() + 2).strip()
                    : "";
        }
    }
}
