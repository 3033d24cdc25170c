package dev.sluice.sqlite;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/**
 * Tells BlockHound, where an application uses it, in which places the driver's own threads may wait: for work, for
 * another process's lock, inside SQLite, and to log that a subscriber was slow. Everything else on those threads is checked, the application's code
 * included.
 */
public final class DriverBlockHoundIntegration implements BlockHoundIntegration {

    private static final String ENGINE = "dev.sluice.sqlite.engine.";
    private static final String HANDLE = "dev.sluice.sqlite.handle.";

    /** For {@link java.util.ServiceLoader}. */
    public DriverBlockHoundIntegration() {}

    @Override
    public void applyTo(BlockHound.Builder builder) {
        builder.allowBlockingCallsInside(ENGINE + "UnitQueue", "sleep")
                .allowBlockingCallsInside(ENGINE + "LockWait", "pause")
                .allowBlockingCallsInside(ENGINE + "WalSync", "force")
                .allowBlockingCallsInside(ENGINE + "WalSync", "opened")
                .allowBlockingCallsInside(ENGINE + "Engine", "stopTicking")
                .allowBlockingCallsInside(ENGINE + "ContinuationWatch", "say");
        for (String method : new String[] {"execute", "step", "rewind", "reset", "close"}) {
            builder.allowBlockingCallsInside(HANDLE + "NativeStatement", method);
        }
        for (String method : new String[] {"open", "prepare", "close"}) {
            builder.allowBlockingCallsInside(HANDLE + "NativeConnection", method);
        }
    }
}
