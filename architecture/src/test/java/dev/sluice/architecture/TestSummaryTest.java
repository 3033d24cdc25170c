package dev.sluice.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestSummaryTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void reportsOfTwoModules() throws IOException {
        report("core", "a.PassingTest", "tests='3' failures='0' errors='0' skipped='0'", "<testcase name='x'/>");
        report("cluster/inner", "b.BrokenTest", "tests='2' failures='1' errors='1' skipped='0'", "");
    }

    @Test
    void addsUpAllModulesAndSaysThatNothingWasSkipped() throws Exception {
        assertThat(TestSummary.of(folder).lines())
                .containsExactly("Tests: 5 in 2 suites, 2 failed, 0 skipped", "Skipped suites: none");
    }

    @Test
    void namesEachSkippedSuiteOnceWithItsReasons() throws Exception {
        report(
                "cluster",
                "c.ClusterTest",
                "tests='4' failures='0' errors='0' skipped='3'",
                "<testcase name='x'><skipped message='no server'/></testcase>".repeat(2)
                        + "<testcase name='y'><skipped/></testcase>");

        assertThat(TestSummary.of(folder).lines())
                .containsExactly(
                        "Tests: 9 in 3 suites, 2 failed, 3 skipped",
                        "Skipped suites: c.ClusterTest (3 of 4: no reason given, no server)");
    }

    /** As Surefire writes a test that aborted itself: with a trace instead of a message. */
    @Test
    void readsTheReasonFromTheTraceWhereThereIsNoMessage() throws Exception {
        report(
                "cluster",
                "c.ClusterTest",
                "tests='4' failures='0' errors='0' skipped='3'",
                "<testcase name='x'><skipped type='org.opentest4j.TestAbortedException'><![CDATA["
                        + "org.opentest4j.TestAbortedException: Known deviation of H2: has MERGE instead\n"
                        + "\tat dev.sluice.Some.method(Some.java:34)\nCaused by: x.Y: other\n]]></skipped></testcase>"
                        + "<testcase name='y'><skipped type='org.opentest4j.TestAbortedException'><![CDATA["
                        + "org.opentest4j.TestAbortedException\n\tat dev.sluice.Some.method(Some.java:3)]]></skipped></testcase>"
                        + "<testcase name='z'><skipped type='x.Y' message='said'><![CDATA[x.Y: said]]></skipped></testcase>");

        assertThat(TestSummary.of(folder).lines())
                .containsExactly(
                        "Tests: 9 in 3 suites, 2 failed, 3 skipped",
                        "Skipped suites: c.ClusterTest (3 of 4: Known deviation of H2: has MERGE instead, no reason given,"
                                + " said)");
    }

    @Test
    void takesAFolderNamedRelativeToTheCurrentOne() throws Exception {
        assertThat(TestSummary.of(Path.of("src"))).startsWith("Tests: 0 in 0 suites");
    }

    private void report(String module, String suite, String counts, String cases) throws IOException {
        Path reports = Files.createDirectories(folder.resolve(module).resolve("target/surefire-reports"));
        Files.writeString(
                reports.resolve("TEST-" + suite + ".xml"),
                "<testsuite name='%s' %s>%s</testsuite>".formatted(suite, counts, cases));
    }
}
