package dev.sluice.sqlite;

import dev.sluice.sql.ParsedSql;
import dev.sluice.sql.RenderedSql;
import dev.sluice.sql.Rendering;
import dev.sluice.sqlite.engine.Call;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcPermissionDeniedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One statement of a text, as SQLite takes it, with where its values come from. Immutable. */
final class Part {

    private static final Rendering ANONYMOUS = new Rendering() {
        @Override
        public String marker(int ordinal) {
            return "?";
        }

        @Override
        public boolean reusesMarkers() {
            return false;
        }

        @Override
        public String emptyIn(boolean negated) {
            throw new IllegalStateException("The driver binds no collections");
        }
    };

    private final String sql;
    private final ParsedSql parsed;
    private final int[] sources;
    private final boolean inOrder;
    private final Route route;
    private final @Nullable R2dbcException refusal;
    private final @Nullable R2dbcException refusalInAutocommit;
    private final @Nullable R2dbcException refusalInMemory;

    private Part(String sql, ParsedSql parsed, int[] sources, Route route, @Nullable R2dbcException refusal) {
        this.sql = sql;
        this.parsed = parsed;
        this.sources = sources;
        this.inOrder = Arrays.equals(
                sources, IntStream.range(0, parsed.parameterCount()).toArray());
        this.route = route;
        this.refusal = refusal;
        this.refusalInAutocommit = Routing.refusalInAutocommit(parsed);
        this.refusalInMemory = Routing.refusalInMemory(parsed);
    }

    static Part of(ParsedSql parsed) {
        // Numbers stand in for the values, so that the rendering tells which value goes where.
        List<@Nullable Object> numbers = new ArrayList<>(
                IntStream.range(0, parsed.parameterCount()).boxed().toList());
        RenderedSql rendered = parsed.render(numbers, ANONYMOUS, Integer.MAX_VALUE);
        int[] sources = rendered.values().stream()
                .mapToInt(number -> number instanceof Integer index ? index : -1)
                .toArray();
        try {
            return new Part(rendered.sql(), parsed, sources, Routing.of(parsed), null);
        } catch (R2dbcPermissionDeniedException needsSession) {
            Routing.requirePossible(parsed);
            return new Part(rendered.sql(), parsed, sources, Route.BARE, needsSession);
        }
    }

    ParsedSql parsed() {
        return parsed;
    }

    Route route() {
        return route;
    }

    boolean isRead() {
        return route.isRead();
    }

    @Nullable
    R2dbcException refusal() {
        return refusal;
    }

    @Nullable
    R2dbcException refusalInAutocommit() {
        return refusalInAutocommit;
    }

    @Nullable
    R2dbcException refusalInMemory() {
        return refusalInMemory;
    }

    private boolean isDml() {
        return parsed.info().kind().isDml();
    }

    boolean isPlainWrite() {
        return isDml() && !parsed.info().returning();
    }

    /** Makes a call of it that runs once for each set of values. */
    Call call(List<@Nullable Object[]> sets) {
        List<@Nullable Object[]> arranged = new ArrayList<>(sets.size());
        for (@Nullable Object[] set : sets) {
            arranged.add(inOrder ? set : arranged(set, 0));
        }
        return new Call(sql, arranged, true, false);
    }

    private @Nullable Object[] arranged(@Nullable Object[] values, int offset) {
        @Nullable Object[] own = new @Nullable Object[sources.length];
        for (int i = 0; i < own.length; i++) {
            own[i] = values[offset + sources[i]];
        }
        return own;
    }

    /** Makes a call of it, with its values starting at this offset among those of the whole text. */
    Call call(@Nullable Object[] values, int offset, @Nullable String returning) {
        @Nullable
        Object[] own = inOrder && offset == 0 && values.length == sources.length ? values : arranged(values, offset);
        boolean dml = isDml();
        boolean returns = parsed.info().returning();
        if (returning == null || !dml || returns) {
            return new Call(sql, own, dml, dml && returns);
        }
        // On a line of its own: the text may end in a comment.
        return new Call(sql + "\nRETURNING " + returning, own, true, true);
    }
}
