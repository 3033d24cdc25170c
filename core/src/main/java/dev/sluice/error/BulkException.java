package dev.sluice.error;

import org.jspecify.annotations.Nullable;

/** A chunked bulk operation stopped: what came before is committed and stays. */
public final class BulkException extends PermanentDatabaseException {

    private static final long serialVersionUID = 1L;

    private final long committed;
    private final long unknown;

    /**
     * Creates a failure that tells what was kept.
     *
     * @param committed rows of input that are certainly stored: those with a number below this, from 0
     * @param unknown rows after them of which nobody knows whether they are stored
     */
    public BulkException(long committed, long unknown, ErrorDetails details, @Nullable Throwable cause) {
        super(message(committed, unknown), details, cause);
        this.committed = committed;
        this.unknown = unknown;
    }

    private static String message(long committed, long unknown) {
        String kept = committed == 0
                ? "no row is committed"
                : "rows 0 to " + (committed - 1) + " are committed (" + committed + " in all)";
        String open = unknown == 0
                ? ""
                : "; rows " + committed + " to " + (committed + unknown - 1)
                        + " are unknown, read them back before sending them again";
        return "Bulk operation stopped: " + kept + open + "; the rest was not stored";
    }

    /** How many rows of input are certainly stored: those with a number below this, from 0. */
    public long committed() {
        return committed;
    }

    /** How many rows after the committed ones are unknown; 0 unless a commit was ambiguous. */
    public long unknown() {
        return unknown;
    }
}
