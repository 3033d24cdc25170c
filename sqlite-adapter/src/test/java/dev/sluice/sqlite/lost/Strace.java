package dev.sluice.sqlite.lost;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The program that writes down the system calls of another, or makes them fail. */
final class Strace {

    /** Longer than a page with its frame, so that what was written can be told from the trace. */
    private static final String LONGEST_TEXT = "70000";

    private Strace() {}

    /** Skips the test, with the reason, where strace is missing. */
    static void assumeInstalled() {
        boolean installed = Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "strace")));
        assumeTrue(installed, "strace is not installed, so that syncs cannot be seen");
    }

    /** The command that writes every call which changes or syncs a file to this trace. */
    static List<String> writing(Path trace) {
        return List.of(
                "strace",
                "-f",
                "--seccomp-bpf",
                "-y",
                "-ttt",
                "-s",
                LONGEST_TEXT,
                "-e",
                "signal=none",
                "-e",
                "trace=openat,write,writev,pwrite64,pwritev,lseek,ftruncate,unlink,fsync,fdatasync,sync_file_range,msync",
                "-o",
                trace.toString());
    }

    /** The command that makes calls on this file fail: {@code pwrite64:error=ENOSPC:when=5..9}. */
    static List<String> failing(Path file, Path trace, String... injections) {
        var command = new ArrayList<>(List.of("strace", "-f", "-P", file.toString(), "-o", trace.toString()));
        for (String injection : injections) {
            command.addAll(List.of("-e", "inject=" + injection));
        }
        return command;
    }
}
