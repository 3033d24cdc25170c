package dev.sluice;

import io.r2dbc.spi.Result;
import org.reactivestreams.Publisher;

/**
 * Reads what a statement returned.
 *
 * @param <T> what it becomes
 */
@FunctionalInterface
interface ResultReader<T> {

    /** Reads one result, counting its rows on the run. */
    Publisher<T> read(Result result, StatementRun<T> run);
}
