package dev.sluice.sqlite.engine;

import io.r2dbc.spi.R2dbcException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A short piece of work on a connection that somebody holds, such as COMMIT.
 *
 * @param <T> what it gives
 */
final class Command<T> extends Job<T> {

    private final String name;
    private final Function<Lane, T> work;
    private final Consumer<Job<?>> answerer;
    private @Nullable T result;

    /**
     * @param name what it is
     * @param answerer answers the command once its work is done and may be told
     */
    Command(String name, Function<Lane, T> work, Consumer<Job<?>> answerer) {
        super(Duration.ZERO);
        this.name = name;
        this.work = work;
        this.answerer = answerer;
    }

    @Override
    public String label() {
        return name;
    }

    @Override
    void run(Lane lane, Home home) {
        try {
            result = work.apply(lane);
        } catch (R2dbcException failure) {
            fail(failure);
            return;
        }
        answerer.accept(this);
    }

    @Override
    void answer() {
        succeed(result);
    }
}
