package dev.sluice.keys.system;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs a program without a shell and without input, and reads what it prints on standard output. What it prints on
 * standard error is not read: it may be part of a secret.
 */
public final class Program {

    private static final int LONGEST_OUTPUT = SmallFile.LARGEST;
    private static final long LOOK_EACH_MILLIS = 10;

    private final Map<String, String> environment;
    private final Duration timeout;

    /** Runs programs with an environment, each for at most so long. */
    public Program(Map<String, String> environment, Duration timeout) {
        this.environment = environment;
        this.timeout = timeout;
    }

    /** The program's file, from the PATH's absolute folders; a name with a separator stands for itself. */
    public Optional<Path> find(String name) {
        try {
            if (name.indexOf('/') >= 0 || name.indexOf(File.separatorChar) >= 0) {
                return Optional.of(Path.of(name)).filter(Files::isExecutable);
            }
            for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
                // The current folder is not searched: anybody may have put a program there.
                if (!folder.isEmpty() && Path.of(folder).isAbsolute()) {
                    Path file = Path.of(folder, fileName(name));
                    if (Files.isRegularFile(file) && Files.isExecutable(file)) {
                        return Optional.of(file);
                    }
                }
            }
        } catch (InvalidPathException malformed) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static String fileName(String name) {
        boolean windows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
        return windows && name.indexOf('.') < 0 ? name + ".exe" : name;
    }

    /**
     * Runs it to its end, or until this thread is interrupted, and returns what it printed; the caller wipes that.
     *
     * @param more variables added to the environment
     * @throws ExitException when it ended with another exit code than 0
     * @throws IOException when it cannot be started, takes too long, prints too much, or the thread is interrupted
     */
    public byte[] run(Path program, List<String> arguments, Map<String, String> more) throws IOException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().putAll(more);
        Process process = builder.start();
        try (WipedOutput output = new WipedOutput()) {
            process.getOutputStream().close();
            int exit = await(process, output);
            if (exit != 0) {
                throw new ExitException(exit);
            }
            return output.toByteArray();
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            throw new IOException("was ended, because nobody waits for the key any more");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** Only looks whether there is something to read: a read could not be interrupted. */
    private int await(Process process, WipedOutput output) throws IOException, InterruptedException {
        InputStream in = process.getInputStream();
        long deadline = System.nanoTime() + timeout.toNanos();
        boolean ended = false;
        while (!ended) {
            ended = process.waitFor(LOOK_EACH_MILLIS, TimeUnit.MILLISECONDS);
            output.take(in);
            if (!ended && System.nanoTime() - deadline > 0) {
                throw new IOException("did not end within " + timeout.toSeconds() + " s");
            }
        }
        return process.exitValue();
    }

    /** The program ran and said that it failed. */
    public static final class ExitException extends IOException {

        private static final long serialVersionUID = 1L;

        private final int code;

        ExitException(int code) {
            super("ended with exit code " + code);
            this.code = code;
        }

        /** The exit code. */
        public int code() {
            return code;
        }
    }

    /** Keeps no copies of what it held. */
    private static final class WipedOutput extends ByteArrayOutputStream {

        WipedOutput() {
            // Large enough for all there may be: growing would leave copies behind.
            super(LONGEST_OUTPUT);
        }

        void take(InputStream in) throws IOException {
            for (int available = in.available(); available > 0; available = in.available()) {
                if (available > LONGEST_OUTPUT - count) {
                    throw new IOException("printed more than 1 MiB");
                }
                int read = in.read(buf, count, available);
                count += Math.max(read, 0);
            }
        }

        @Override
        public void close() {
            Arrays.fill(buf, (byte) 0);
        }
    }
}
