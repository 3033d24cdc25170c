package dev.sluice.testkit.blocking;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/** Marks the native methods of sqlite-jdbc that read or write a file as blocking. */
public final class SqliteBlockHoundIntegration implements BlockHoundIntegration {

    private static final String NATIVE = "org.sqlite.core.NativeDB";

    /** For {@link java.util.ServiceLoader}. */
    public SqliteBlockHoundIntegration() {}

    @Override
    public void applyTo(BlockHound.Builder builder) {
        // Where the class is missing, BlockHound never meets it.
        builder.markAsBlocking(NATIVE, "_open_utf8", "([BI)V")
                .markAsBlocking(NATIVE, "_close", "()V")
                .markAsBlocking(NATIVE, "_exec_utf8", "([B)I")
                .markAsBlocking(NATIVE, "prepare_utf8", "([B)J")
                .markAsBlocking(NATIVE, "step", "(J)I")
                .markAsBlocking(NATIVE, "reset", "(J)I");
    }
}
