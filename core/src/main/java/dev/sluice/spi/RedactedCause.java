package dev.sluice.spi;

import io.r2dbc.spi.R2dbcException;

/** Stands for a driver's failure whose text may quote values: keeps its class, SQLSTATE, code and stack. */
final class RedactedCause extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private RedactedCause(String message) {
        super(message);
    }

    static RedactedCause of(Throwable error) {
        String state = error instanceof R2dbcException driver
                ? ", SQLSTATE " + driver.getSqlState() + ", code " + driver.getErrorCode()
                : "";
        var redacted = new RedactedCause(error.getClass().getName() + state + " (text redacted: redactCauses)");
        redacted.setStackTrace(error.getStackTrace());
        return redacted;
    }
}
