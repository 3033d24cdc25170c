package dev.sluice.testkit.fault;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One failure to inject: at which call, how, and when. Immutable. */
public final class Fault {

    private final FaultPoint point;
    private final boolean reachesDatabase;
    private final @Nullable String sqlState;
    private final boolean losesConnection;
    private final int occurrence;
    private final int times;

    private Fault(
            FaultPoint point,
            boolean reachesDatabase,
            @Nullable String sqlState,
            boolean losesConnection,
            int occurrence,
            int times) {
        this.point = point;
        this.reachesDatabase = reachesDatabase;
        this.sqlState = sqlState;
        this.losesConnection = losesConnection;
        this.occurrence = occurrence;
        this.times = times;
    }

    /** The call fails with this SQLSTATE and never reaches the database. */
    public static Fault before(FaultPoint point, String sqlState) {
        return new Fault(point, false, sqlState, false, 1, 1);
    }

    /** The database does what it is asked, but the caller is told that it failed with this SQLSTATE. */
    public static Fault after(FaultPoint point, String sqlState) {
        return new Fault(point, true, sqlState, false, 1, 1);
    }

    /** The call never reaches the database and is not answered before {@link FaultyConnectionFactory#answer()}. */
    public static Fault hangBefore(FaultPoint point) {
        return new Fault(point, false, null, false, 1, 1);
    }

    /** The database does what it is asked, but does not answer before {@link FaultyConnectionFactory#answer()}. */
    public static Fault hangAfter(FaultPoint point) {
        return new Fault(point, true, null, false, 1, 1);
    }

    /** Returns the fault for the n-th such call after it was injected, from 1; default the next. */
    public Fault at(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("at must be >= 1, was " + n);
        }
        return new Fault(point, reachesDatabase, sqlState, losesConnection, n, times);
    }

    /** Returns the fault for so many such calls in a row; default one. */
    public Fault times(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("times must be >= 1, was " + count);
        }
        return new Fault(point, reachesDatabase, sqlState, losesConnection, occurrence, count);
    }

    /** Returns the fault that also cuts the connection: it is rolled back, and every later call on it fails with 08006. */
    public Fault losingConnection() {
        return new Fault(point, reachesDatabase, sqlState, true, occurrence, times);
    }

    FaultPoint point() {
        return point;
    }

    boolean reachesDatabase() {
        return reachesDatabase;
    }

    boolean losesConnection() {
        return losesConnection;
    }

    /** What the caller is told, or null when it is told nothing. */
    @Nullable
    String sqlState() {
        return sqlState;
    }

    /** True for the call with this number, from 1 at the injection. */
    boolean strikes(int call) {
        return call >= occurrence && call < occurrence + times;
    }

    @Override
    public String toString() {
        String what = sqlState == null ? "hang" : "fail with " + sqlState;
        String when = reachesDatabase ? " after " : " before ";
        return what + when + point.name().toLowerCase(Locale.ROOT) + " " + occurrence;
    }
}
