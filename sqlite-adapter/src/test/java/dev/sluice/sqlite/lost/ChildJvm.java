package dev.sluice.sqlite.lost;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A program of the tests in a JVM of its own, which may be killed, traced or limited. What it prints is read as it comes;
 * it is told to stop by a line on its standard input, and knows by the end of that input that its parent has gone.
 */
final class ChildJvm implements AutoCloseable {

    /** A traced JVM on a busy machine takes its time to start. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Path errors;
    /** Its lines, and how many there are of each first word; guarded by itself. */
    private final List<String> lines = new ArrayList<>();

    private final Map<String, Integer> counts = new ConcurrentHashMap<>();
    private final Thread reader;

    private ChildJvm(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        this.reader = new Thread(this::read, "reader-of-child-" + process.pid());
        this.reader.setDaemon(true);
        this.reader.start();
    }

    /** Starts the main method of a class. */
    static ChildJvm start(Path folder, Class<?> main, String... arguments) {
        return start(folder, List.of(), main, arguments);
    }

    /**
     * Starts the main method of a class.
     *
     * @param folder where its errors are written
     * @param wrapper a command that runs the command it is given, such as strace; may be empty
     */
    static ChildJvm start(Path folder, List<String> wrapper, Class<?> main, String... arguments) {
        var command = new ArrayList<>(wrapper);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // No performance data file: a limit of the size of files would hit it first.
        command.addAll(List.of("-Xmx192m", "-XX:-UsePerfData", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        try {
            Path errors = Files.createTempFile(folder, "child-", ".err");
            Process process =
                    new ProcessBuilder(command).redirectError(errors.toFile()).start();
            return new ChildJvm(process, errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                synchronized (lines) {
                    lines.add(line);
                }
                counts.merge(line.substring(0, Math.max(0, line.indexOf(' '))), 1, Integer::sum);
            }
        } catch (IOException closed) {
            // Its end; what was read before counts.
        }
    }

    /** What follows this word in the lines that begin with it, so far, in order. */
    List<String> said(String word) {
        synchronized (lines) {
            return lines.stream()
                    .filter(line -> line.startsWith(word + " "))
                    .map(line -> line.substring(word.length() + 1))
                    .toList();
        }
    }

    /** Waits until it has printed so many lines that begin with this word. */
    void awaitSaid(String word, int times) {
        await(times + " lines of '" + word + "'", () -> counts.getOrDefault(word, 0) >= times);
    }

    /** Waits until it has printed this anywhere, as its log does. */
    void awaitLogged(String text) {
        await("'" + text + "' in its log", () -> {
            synchronized (lines) {
                return lines.stream().anyMatch(line -> line.contains(text));
            }
        });
    }

    /** Waits until the condition holds; fails when it does not in good time, or cannot any more. */
    void await(String what, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            boolean ended = !process.isAlive() && !reader.isAlive();
            if ((ended && !condition.getAsBoolean()) || System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new AssertionError(
                        "The child " + (ended ? "ended" : "did not answer") + " before " + what + ": " + description());
            }
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
    }

    /** Tells it to stop, and waits until it has ended by itself. */
    void stop() {
        tell("stop");
        awaitEnd();
        if (process.exitValue() != 0) {
            throw new AssertionError("The child ended with " + process.exitValue() + ": " + description());
        }
    }

    /** Sends it a line. */
    void tell(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new AssertionError("The child does not listen: " + description(), e);
        }
    }

    /** Ends it as the operating system would: nothing in it runs any more. All it has printed is known afterwards. */
    void kill() {
        List<ProcessHandle> started = process.descendants().toList();
        if (started.isEmpty()) {
            process.destroyForcibly();
        }
        // A tracer ends by itself, once it has written down the end of what it traced.
        started.forEach(ProcessHandle::destroyForcibly);
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("The child did not end: " + description());
            }
            reader.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private String description() {
        try {
            synchronized (lines) {
                List<String> tail = lines.subList(Math.max(0, lines.size() - 5), lines.size());
                return "it printed " + lines.size() + " lines, the last " + tail + ", and as errors:\n"
                        + Files.readString(errors);
            }
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
