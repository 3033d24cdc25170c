package dev.sluice.sqlite.lost;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what {@link Strace} has written. A call that another thread's calls interrupted stands on two lines. */
final class Trace {

    private static final Pattern LINE = Pattern.compile("(\\d+) +[\\d.]+ (.*)");
    private static final Pattern CALL = Pattern.compile("(\\w+)\\((\\d+)<([^>]*)>");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+");
    private static final String UNFINISHED = " <unfinished ...>";
    private static final String RESUMED = " resumed>";
    private static final int STANDARD_OUTPUT = 1;

    private record Begun(String text, int line) {}

    private final String prefix;
    private final Map<String, Begun> unfinished = new HashMap<>();
    private final Map<Integer, Long> positions = new HashMap<>();
    private final List<SystemCall> calls = new ArrayList<>();

    private Trace(Path folder) {
        prefix = folder.toString();
    }

    /** The calls on files in this folder, the folder itself and standard output, in the order in which they ended. */
    static List<SystemCall> read(Path trace, Path folder) {
        var reading = new Trace(folder);
        try (BufferedReader lines = Files.newBufferedReader(trace, StandardCharsets.ISO_8859_1)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                reading.take(line, ++number);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reading.unfinished
                .values()
                .forEach(begun -> reading.add(begun.text() + ") = ?", begun.line(), Integer.MAX_VALUE));
        return reading.calls;
    }

    /** How long the log was when it was last synced. */
    static long syncedLength(List<SystemCall> calls, String log) {
        List<SystemCall> syncs = calls.stream()
                .filter(call -> call.isSync() && call.file().equals(log))
                .toList();
        return calls.stream()
                .filter(call -> call.isWrite() && call.file().equals(log))
                .filter(write -> syncs.stream().anyMatch(sync -> sync.covers(write)))
                .mapToLong(SystemCall::end)
                .max()
                .orElse(0);
    }

    private void take(String line, int number) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            return;
        }
        String thread = parts.group(1);
        String text = parts.group(2);
        if (text.endsWith(UNFINISHED)) {
            String start = text.substring(0, text.length() - UNFINISHED.length());
            unfinished.put(thread, new Begun(start, number));
        } else if (text.startsWith("<... ")) {
            Begun begun = unfinished.remove(thread);
            int rest = text.indexOf(RESUMED);
            if (begun != null && rest >= 0) {
                add(begun.text() + text.substring(rest + RESUMED.length()), begun.line(), number);
            }
        } else {
            add(text, number, number);
        }
    }

    private void add(String text, int begun, int ended) {
        Matcher call = CALL.matcher(text);
        if (!call.lookingAt()) {
            addUnlink(text, begun, ended);
            return;
        }
        String name = call.group(1);
        int descriptor = Integer.parseInt(call.group(2));
        String file = call.group(3);
        if (!file.startsWith(prefix) && descriptor != STANDARD_OUTPUT) {
            return;
        }
        long result = number(text, text.lastIndexOf(" = ") + 3);
        switch (name) {
            case "lseek" -> positions.put(descriptor, result);
            case "write", "pwrite64" -> addWrite(text, name, file, descriptor, result, begun, ended);
            case "ftruncate" -> calls.add(new SystemCall(name, file, descriptor, "", last(text), result, begun, ended));
            case "fsync", "fdatasync", "close" ->
                calls.add(new SystemCall(name, file, descriptor, "", 0, result, begun, ended));
            default -> throw new AssertionError("Nobody has thought of the system call " + name + " on " + file);
        }
    }

    /** The one call that names its file. */
    private void addUnlink(String text, int begun, int ended) {
        String start = "unlink(\"" + prefix;
        if (text.startsWith(start)) {
            long result = number(text, text.lastIndexOf(" = ") + 3);
            calls.add(new SystemCall("unlink", StraceText.first(text), -1, "", 0, result, begun, ended));
        }
    }

    private void addWrite(String text, String name, String file, int descriptor, long result, int begun, int ended) {
        String data = StraceText.first(text);
        long offset = name.equals("write") ? positions.getOrDefault(descriptor, 0L) : last(text);
        if (name.equals("write") && result > 0) {
            positions.put(descriptor, offset + result);
        }
        calls.add(new SystemCall(name, file, descriptor, data, offset, result, begun, ended));
    }

    /** The last argument. */
    private static long last(String text) {
        int end = text.lastIndexOf(')', text.lastIndexOf(" = "));
        return number(text, text.lastIndexOf(", ", end) + 2);
    }

    /** The number at this place; -1 when there is none, because the program ended before. */
    private static long number(String text, int at) {
        Matcher number = NUMBER.matcher(text).region(at, text.length());
        return number.lookingAt() ? Long.parseLong(number.group()) : -1;
    }
}
