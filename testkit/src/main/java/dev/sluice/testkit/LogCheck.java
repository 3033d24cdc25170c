package dev.sluice.testkit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * Fails a test during which Sluice logged a WARN or ERROR that was not expected, or Reactor dropped an error; and one
 * during which an expected warning did not come.
 *
 * <pre>{@code
 * @RegisterExtension
 * final LogCheck logs = new LogCheck();
 *
 * logs.expectWarning("hook after commit failed");
 * }</pre>
 *
 * <p>The SQLite driver's warning that a subscriber held up a thread is let pass: a busy machine is enough for it.
 *
 * <p>Needs Logback as the tests' logger. While a test runs, every level is recorded, and nothing of Sluice reaches the
 * console.
 */
public final class LogCheck implements BeforeEachCallback, AfterEachCallback {

    /** Ours, and the one through which Reactor reports errors that nobody took. */
    private static final List<String> LOGGERS = List.of("dev.sluice", "reactor.core.publisher.Operators");

    /** Says how long something took, which depends on how busy the machine is: no test fails for it. */
    private static final String OF_TIME = "dev.sluice.sqlite.engine.ContinuationWatch";

    private final List<String> expected = new CopyOnWriteArrayList<>();
    private final Recorder recorder = new Recorder();
    private final List<Runnable> undo = new ArrayList<>();

    /** Creates a check for one test at a time. */
    public LogCheck() {}

    /** Expects at least one WARN or ERROR whose message contains the text, and lets all such pass. */
    public void expectWarning(String text) {
        expected.add(text);
    }

    /** Everything logged during the test so far, at every level, with arguments and stack traces. */
    public String everything() {
        return recorder.events.stream().map(LogCheck::inFull).collect(Collectors.joining("\n"));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        expected.clear();
        recorder.events.clear();
        recorder.start();
        LOGGERS.forEach(this::listen);
    }

    private void listen(String name) {
        if (!(LoggerFactory.getLogger(name) instanceof Logger logger)) {
            throw new IllegalStateException("LogCheck needs ch.qos.logback:logback-classic as the tests' logger");
        }
        Level level = logger.getLevel();
        boolean additive = logger.isAdditive();
        undo.add(() -> {
            logger.detachAppender(recorder);
            logger.setLevel(level);
            logger.setAdditive(additive);
        });
        logger.setLevel(Level.TRACE);
        logger.setAdditive(false);
        logger.addAppender(recorder);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        undo.forEach(Runnable::run);
        undo.clear();
        List<String> warnings = recorder.events.stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .map(LogCheck::inFull)
                .toList();
        List<String> surprising = warnings.stream()
                .filter(line -> !line.contains(OF_TIME))
                .filter(line -> expected.stream().noneMatch(line::contains))
                .toList();
        List<String> missing = expected.stream()
                .filter(text -> warnings.stream().noneMatch(line -> line.contains(text)))
                .toList();
        if (!surprising.isEmpty()) {
            throw new AssertionError("The test logged what it did not expect:\n" + String.join("\n", surprising));
        }
        if (!missing.isEmpty()) {
            throw new AssertionError("The test expected warnings that did not come: " + missing);
        }
    }

    private static String inFull(ILoggingEvent event) {
        String trace =
                event.getThrowableProxy() == null ? "" : "\n" + ThrowableProxyUtil.asString(event.getThrowableProxy());
        return event.getLevel() + " " + event.getLoggerName() + ": " + event.getFormattedMessage() + trace;
    }

    /** Safe for all threads, which Logback's own list is not. */
    private static final class Recorder extends AppenderBase<ILoggingEvent> {

        private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            events.add(event);
        }
    }
}
