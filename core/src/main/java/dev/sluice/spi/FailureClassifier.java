package dev.sluice.spi;

/** Tells what a failure means, by SQLSTATE or vendor code and phase; never by exception class or message text. */
@FunctionalInterface
public interface FailureClassifier {

    /**
     * Judges a failure.
     *
     * @param error what the driver signalled
     * @param phase where the work was
     */
    Verdict classify(Throwable error, Phase phase);
}
