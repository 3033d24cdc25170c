package dev.sluice.sqlite.engine;

import io.r2dbc.spi.R2dbcException;
import java.util.function.Predicate;

/** An exclusive session's turn on the writer: serves the session until it has ended, then restores the connection. */
final class SessionTurn extends WriterTurn<Session> {

    private final Predicate<Session> owner;

    SessionTurn(Writer writer, EngineOptions options, Predicate<Session> owner) {
        super(writer, options);
        this.owner = owner;
    }

    @Override
    public String label() {
        return "the begin of a session";
    }

    @Override
    void run(Lane lane, Home home) {
        try {
            writer().requireSound();
            if (writer().hasWal()) {
                // Its statements commit by themselves, so that each must sync by itself; elsewhere they do already.
                lane.connection().run("PRAGMA synchronous=" + lane.options().synchronous());
            }
        } catch (R2dbcException failure) {
            fail(failure);
            return;
        }
        writer().counters().acquired();
        var begun = new Session(this, lane.options());
        hold(begun);
        try {
            if (owner.test(begun)) {
                succeed(begun);
                serve(lane);
            } else {
                fail(EngineFailures.ended());
            }
        } finally {
            end(lane, begun);
        }
    }

    /** Restores the connection whatever those throw who are told that the session has ended. */
    private void end(Lane lane, Session begun) {
        try {
            shut();
        } finally {
            try {
                begun.close(lane);
            } finally {
                writer().counters().released();
                writer().restore(lane);
                begun.restored();
            }
        }
    }

    /** What is counted is the session. */
    @Override
    public void ended() {}

    @Override
    boolean isOver() {
        return held().isOver();
    }

    @Override
    Home place() {
        return held().place();
    }

    @Override
    void giveUp(Lane lane) {
        held().giveUp();
    }
}
