package dev.sluice.sqlite.lost;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The program that writes down the system calls of another, or makes them fail. */
final class Strace {

    private static final List<String> FOLLOWING = List.of("strace", "-f", "--seccomp-bpf", "-e", "signal=none");

    /** Longer than the longest page, so that what was written can be told from the trace. */
    private static final String LONGEST_TEXT = "70000";

    private static final boolean WORKS = isWorking();

    private Strace() {}

    /** True where it is installed and may trace. */
    static boolean works() {
        return WORKS;
    }

    private static boolean isWorking() {
        try {
            Process probe = new ProcessBuilder(following("-o", "/dev/null", "true"))
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
            return probe.waitFor(10, TimeUnit.SECONDS) && probe.exitValue() == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The command that writes every call which changes or syncs a file to this trace. */
    static List<String> writing(Path trace) {
        String calls =
                "write,writev,pwrite64,pwritev,lseek,ftruncate,unlink,fsync,fdatasync,sync_file_range,msync,close";
        return following("-y", "-ttt", "-s", LONGEST_TEXT, "-e", "trace=" + calls, "-o", trace.toString());
    }

    /** The command that makes calls on this file fail, such as {@code fsync,fdatasync} with {@code error=EIO:when=5..9}. */
    static List<String> failing(Path file, Path trace, String calls, String how) {
        return failing(file, trace, calls, calls, how);
    }

    /** As {@link #failing(Path, Path, String, String)}, and writes down more calls than fail. */
    static List<String> failing(Path file, Path trace, String written, String calls, String how) {
        String failure = "inject=" + calls + ":" + how;
        return following("-P", file.toString(), "-e", "trace=" + written, "-e", failure, "-o", trace.toString());
    }

    /** The lines of a trace after the first call that was made to fail; none as long as none was. */
    static List<String> afterFailure(Path trace) {
        try {
            return Files.readAllLines(trace, StandardCharsets.ISO_8859_1).stream()
                    .dropWhile(line -> !line.contains("(INJECTED)"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> following(String... options) {
        var command = new ArrayList<>(FOLLOWING);
        command.addAll(List.of(options));
        return command;
    }
}
