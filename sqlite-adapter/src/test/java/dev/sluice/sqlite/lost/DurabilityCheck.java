package dev.sluice.sqlite.lost;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Whether each work was on disk before it was acknowledged.
 *
 * <p>A work is on disk from the end of the first successful sync of the log that began after the log's first transaction
 * with this work's rows was written whole, its commit mark included. The acknowledgement is the system call by which the
 * parent was told; it must have begun after that. The entry of the log in its folder must have been synced, too.
 */
final class DurabilityCheck {

    private static final Pattern ACKNOWLEDGEMENT = Pattern.compile("ack (\\S+)\n");

    private final List<SystemCall> calls;
    private final String log;
    private final Map<String, Integer> onDiskFrom = new HashMap<>();
    private final List<String> violations = new ArrayList<>();
    private int acknowledged;

    private DurabilityCheck(List<SystemCall> calls, String log) {
        this.calls = calls;
        this.log = log;
    }

    /** Checks what a traced {@link WriteLoad} has done to this log. */
    static DurabilityCheck of(List<SystemCall> calls, String log) {
        var check = new DurabilityCheck(calls, log);
        check.placeWorks();
        calls.forEach(call -> acknowledgement(call).ifPresent(work -> check.check(work, call)));
        return check;
    }

    /** What had been acknowledged when this line of the trace was written. */
    static List<String> acknowledgedBefore(List<SystemCall> calls, int line) {
        return calls.stream()
                .filter(call -> call.begun() < line)
                .flatMap(call -> acknowledgement(call).stream())
                .toList();
    }

    /** The line of the trace on which the first work was acknowledged. */
    static int firstAcknowledgement(List<SystemCall> calls) {
        return acknowledgements(calls).min().orElseThrow();
    }

    /** The line of the trace on which the last work was acknowledged. */
    static int lastAcknowledgement(List<SystemCall> calls) {
        return acknowledgements(calls).max().orElseThrow();
    }

    private static IntStream acknowledgements(List<SystemCall> calls) {
        return calls.stream().filter(call -> acknowledgement(call).isPresent()).mapToInt(SystemCall::begun);
    }

    private static Optional<String> acknowledgement(SystemCall call) {
        var matcher = ACKNOWLEDGEMENT.matcher(call.data());
        return call.descriptor() == 1 && matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** Works that were acknowledged before they were on disk, in words. */
    List<String> violations() {
        return violations;
    }

    /** How many acknowledgements were checked. */
    int acknowledged() {
        return acknowledged;
    }

    private void placeWorks() {
        List<SystemCall> syncs = calls.stream()
                .filter(call -> call.isSync() && call.file().equals(log))
                .toList();
        int folderSynced = folderSynced();
        for (WalCommit commit : WalCommit.in(calls, log)) {
            int synced = syncs.stream()
                    .filter(sync -> sync.covers(commit.last()))
                    .mapToInt(SystemCall::ended)
                    .min()
                    .orElse(Integer.MAX_VALUE);
            commit.works().forEach(work -> onDiskFrom.putIfAbsent(work, Math.max(synced, folderSynced)));
        }
    }

    /** When the log's entry in its folder was on disk: with the first sync of the folder after the log was there. */
    private int folderSynced() {
        int there = calls.stream()
                .filter(call -> call.file().equals(log))
                .mapToInt(SystemCall::ended)
                .min()
                .orElse(Integer.MAX_VALUE);
        return calls.stream()
                .filter(call -> call.isSync() && log.startsWith(call.file() + "/") && call.begun() > there)
                .mapToInt(SystemCall::ended)
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    private void check(String work, SystemCall acknowledgement) {
        acknowledged++;
        Integer from = onDiskFrom.get(work);
        if (from == null || from > acknowledgement.begun()) {
            violations.add(work + " was acknowledged on line " + acknowledgement.begun() + " of the trace, but was "
                    + (from == null
                            ? "not written"
                            : from == Integer.MAX_VALUE ? "never synced" : "synced on " + from));
        }
    }
}
