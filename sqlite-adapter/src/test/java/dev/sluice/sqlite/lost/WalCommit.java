package dev.sluice.sqlite.lost;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A transaction as it was written to the write-ahead log: pages, each behind a frame header, of which the last has the
 * commit mark. The file's format is described at https://www.sqlite.org/fileformat2.html#walformat.
 *
 * @param works the names of works that stand on its pages, its own and older ones
 * @param last the write that completed it
 */
record WalCommit(Set<String> works, SystemCall last) {

    private static final int LOG_HEADER = 32;
    private static final int FRAME_HEADER = 24;
    private static final Pattern WORK = Pattern.compile("\\[[a-z0-9-]+]");

    /** All transactions that were written to this log, in order. */
    static List<WalCommit> in(List<SystemCall> calls, String log) {
        var commits = new ArrayList<WalCommit>();
        var pages = new ArrayList<SystemCall>();
        boolean closing = false;
        for (SystemCall call : calls) {
            if (!call.isWrite() || !call.file().equals(log)) {
                continue;
            }
            // What was written from here on before belonged to a transaction that was given up.
            pages.removeIf(page -> page.offset() >= call.offset());
            if (call.data().length() == FRAME_HEADER) {
                closing = !call.data().startsWith("\0\0\0\0", 4);
            } else if (call.data().length() != LOG_HEADER) {
                pages.add(call);
                if (closing && call.result() == call.data().length()) {
                    commits.add(new WalCommit(worksOn(pages), call));
                    pages.clear();
                }
                closing = false;
            }
        }
        return commits;
    }

    private static Set<String> worksOn(List<SystemCall> pages) {
        var works = new HashSet<String>();
        for (SystemCall page : pages) {
            Matcher names = WORK.matcher(page.data());
            while (names.find()) {
                works.add(names.group());
            }
        }
        return works;
    }
}
