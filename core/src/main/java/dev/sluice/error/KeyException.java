package dev.sluice.error;

/** A key could not be had from where it is kept. The message names the place and the remedy, never a part of the key. */
public final class KeyException extends EncryptionException {

    private static final long serialVersionUID = 1L;

    private final KeyProblem problem;

    /** Creates a failure. What another library says is not kept as the cause: it may quote the file. */
    public KeyException(KeyProblem problem, String message) {
        super(message, ErrorDetails.NONE, null);
        this.problem = problem;
    }

    /** Why there is no key. */
    public KeyProblem problem() {
        return problem;
    }
}
