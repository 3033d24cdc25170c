package dev.sluice.sqlite.engine;

import dev.sluice.sqlite.handle.ResultCode;
import io.r2dbc.spi.R2dbcException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Plain writes that share one COMMIT, and thereby one sync. A member that fails undoes itself alone; nobody is answered
 * before COMMIT has returned.
 *
 * <p>Lost transactions: when a member made SQLite roll back everything, the members before it run again, in order and
 * without it. When COMMIT fails on a deferred constraint, every member runs again in a transaction of its own, so that
 * the error reaches the one whose it is.
 */
final class WriteGroup {

    private final Lane lane;
    private final Writer writer;
    private final List<WriteUnit> members = new ArrayList<>();
    private int repeats;

    WriteGroup(Lane lane, Writer writer) {
        this.lane = lane;
        this.writer = writer;
    }

    /** Runs a group that begins with this member. */
    void run(WriteUnit first) {
        if (!begin(first)) {
            return;
        }
        try {
            runAll(first);
        } catch (RuntimeException | Error unexpected) { // whatever it was, nobody of the group may wait for ever
            members.forEach(member -> member.abandon(EngineFailures.unexpected(unexpected)));
            throw unexpected;
        }
    }

    private void runAll(WriteUnit first) {
        long start = System.nanoTime();
        for (WriteUnit next = first; next != null; next = further(start)) {
            members.add(next);
            if (!add(next)) {
                return;
            }
        }
        commit();
    }

    private @Nullable WriteUnit further(long start) {
        EngineOptions options = lane.options();
        if (members.size() >= options.groupMaxStatements()) {
            return null;
        }
        long now = System.nanoTime();
        return now - start < options.groupMaxDuration().toNanos() ? writer.nextOfGroup(members.size() + 1, now) : null;
    }

    private boolean begin(WriteUnit on) {
        try {
            writer.begin(lane, on.terms().lockWaitTimeout(), on.queuedAt, on::isCancelled);
            return true;
        } catch (R2dbcException failure) {
            on.fail(failure);
            return false;
        }
    }

    /** Runs one member; false when the group has ended with it. */
    private boolean add(WriteUnit member) {
        if (member.attempt(lane)) {
            return true;
        }
        R2dbcException failure = member.failure();
        if (failure != null && ResultCode.isFatal(failure)) {
            lane.rollback();
            members.forEach(each -> each.fail(failure));
            return false;
        }
        return lane.isTransactionAlive() || repeatEarlier();
    }

    /** The transaction was lost with everything before: does that again, leaving out the failed ones. */
    private boolean repeatEarlier() {
        int own = ++repeats;
        List<WriteUnit> earlier =
                members.stream().filter(member -> member.failure() == null).toList();
        try {
            WriteUnit first = members.get(0);
            writer.begin(lane, first.terms().lockWaitTimeout(), first.queuedAt, () -> false);
        } catch (R2dbcException failure) {
            earlier.forEach(member -> member.fail(failure));
            members.removeAll(earlier);
            members.forEach(WriteUnit::answer);
            return false;
        }
        for (WriteUnit member : earlier) {
            if (!add(member)) {
                return false;
            }
            if (repeats != own) {
                // It was lost once more meanwhile: the rest has been done again already.
                return true;
            }
        }
        return true;
    }

    private void commit() {
        try {
            writer.commit(lane);
        } catch (R2dbcException failure) {
            onCommitFailure(failure);
            return;
        }
        members.forEach(writer::acknowledge);
    }

    private void onCommitFailure(R2dbcException failure) {
        if (writer.isOutcomeUnknown(failure)) {
            R2dbcException unknown = writer.breakDown(lane, failure);
            members.forEach(member -> member.fail(unknown));
            return;
        }
        lane.rollback();
        if (members.size() == 1 || ResultCode.primary(failure) != ResultCode.CONSTRAINT) {
            members.forEach(member -> member.fail(member.failure() == null ? failure : member.failure()));
            return;
        }
        members.forEach(this::runAlone);
    }

    private void runAlone(WriteUnit member) {
        if (member.failure() != null) {
            member.answer();
            return;
        }
        new WriteGroup(lane, writer).runSingle(member);
    }

    /** Runs a group of just this member. */
    void runSingle(WriteUnit only) {
        if (begin(only)) {
            members.add(only);
            if (add(only)) {
                commit();
            }
        }
    }
}
