package dev.sluice.spi;

/** What a failure means for the work that met it. */
public enum Verdict {
    /** Nothing was kept, and running it again from the start may succeed. */
    RERUN,
    /** Nobody knows whether it was kept; it is run again only where that does no harm. */
    UNKNOWN,
    /** Nothing was kept, and running it again would only fail again. */
    FINAL
}
