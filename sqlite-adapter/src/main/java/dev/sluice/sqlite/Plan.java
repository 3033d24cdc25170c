package dev.sluice.sqlite;

import dev.sluice.sql.Markers;
import dev.sluice.sql.ParsedSql;
import dev.sluice.sql.SqlScript;
import dev.sluice.sql.Syntax;
import dev.sluice.sqlite.engine.Call;
import dev.sluice.sqlite.engine.CommitMode;
import io.r2dbc.spi.R2dbcException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a text given to {@code createStatement} consists of: one statement or several, and their parameters. Immutable. */
final class Plan {

    private static final String MARKS = ":$@?";

    private final List<Part> parts;
    private final int parameterCount;
    private final boolean reads;
    private final boolean grouped;
    private final @Nullable RowBlocks rowBlocks;
    private final @Nullable R2dbcException refusal;
    private final @Nullable R2dbcException refusalInAutocommit;
    private final @Nullable R2dbcException refusalInMemory;

    private Plan(List<Part> parts) {
        this.parts = parts;
        this.reads = parts.stream().allMatch(Part::isRead);
        this.grouped = parts.stream().allMatch(part -> part.route() == Route.GROUPED);
        this.rowBlocks = parts.size() == 1 && parts.get(0).isPlainWrite() ? new RowBlocks(parts.get(0)) : null;
        this.refusal = first(parts, Part::refusal);
        this.refusalInAutocommit = first(parts, Part::refusalInAutocommit);
        this.refusalInMemory = first(parts, Part::refusalInMemory);
        this.parameterCount =
                parts.stream().mapToInt(part -> part.parsed().parameterCount()).sum();
    }

    static Plan of(String sql) {
        List<Part> parts = SqlScript.split(sql, Syntax.SQLITE).stream()
                .map(statement -> Part.of(ParsedSql.parse(statement.text(), Syntax.SQLITE, Markers.NATIVE)))
                .toList();
        return new Plan(parts);
    }

    private static @Nullable R2dbcException first(List<Part> parts, Function<Part, @Nullable R2dbcException> question) {
        return parts.stream().map(question).filter(Objects::nonNull).findFirst().orElse(null);
    }

    static Plan concat(List<Plan> plans) {
        return new Plan(plans.stream().flatMap(plan -> plan.parts.stream()).toList());
    }

    int parameterCount() {
        return parameterCount;
    }

    /** True when every statement only reads, so that each can run by itself when its rows are wanted. */
    boolean isRead() {
        return reads;
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }

    /**
     * Sets a value for every parameter of this name, over the whole text; false when there is none. The name may begin
     * with the sign that marks it in the text.
     */
    boolean setNamed(String name, @Nullable Object value, @Nullable Object[] values) {
        boolean marked = !name.isEmpty() && MARKS.indexOf(name.charAt(0)) >= 0;
        String bare = marked ? name.substring(1) : name;
        boolean found = false;
        int offset = 0;
        for (Part part : parts) {
            ParsedSql parsed = part.parsed();
            int index = parsed.names().indexOf(bare);
            if (index >= 0) {
                values[offset + index] = value;
                found = true;
            }
            offset += parsed.parameterCount();
        }
        return found;
    }

    /** The calls of one set of values, or of several one after the other. */
    List<Call> calls(List<@Nullable Object[]> sets, @Nullable String returning) {
        if (sets.size() == 1) {
            return calls(sets.get(0), returning);
        }
        var calls = new ArrayList<Call>(parts.size() * sets.size());
        sets.forEach(values -> calls.addAll(calls(values, returning)));
        return calls;
    }

    List<Call> calls(@Nullable Object[] values, @Nullable String returning) {
        if (parts.size() == 1) {
            return List.of(parts.get(0).call(values, 0, returning));
        }
        var calls = new ArrayList<Call>(parts.size());
        int offset = 0;
        for (Part part : parts) {
            calls.add(part.call(values, offset, returning));
            offset += part.parsed().parameterCount();
        }
        return calls;
    }

    /** How it runs for many rows; null unless it is one INSERT, UPDATE, DELETE or REPLACE that returns no rows. */
    @Nullable
    RowBlocks rowBlocks() {
        return rowBlocks;
    }

    /** How these calls of it are committed outside a transaction. */
    CommitMode mode(List<Call> calls) {
        if (grouped) {
            return CommitMode.GROUPED;
        }
        return calls.size() == 1 ? parts.get(0).route().mode() : CommitMode.ALONE;
    }

    /** Why it may run in an exclusive session only; null when it may run anywhere. */
    @Nullable
    R2dbcException refusal() {
        return refusal;
    }

    /** True when it means or does something to the connection it runs on. */
    boolean needsSession() {
        return refusal() != null || refusalInAutocommit() != null;
    }

    /** Why it must not run outside a transaction; null when it may. */
    @Nullable
    R2dbcException refusalInAutocommit() {
        return refusalInAutocommit;
    }

    /** Why it must not run in a session of a database in memory; null when it may. */
    @Nullable
    R2dbcException refusalInMemory() {
        return refusalInMemory;
    }

    /** Remembers plans by their text: the least recently used goes first. Safe for all threads. */
    static final class Cache {

        private final int size;
        private final Map<String, Plan> plans;

        Cache(int size) {
            this.size = size;
            this.plans = new LinkedHashMap<>(16, 0.75f, true);
        }

        Plan get(String sql) {
            synchronized (plans) {
                Plan known = plans.get(sql);
                if (known != null) {
                    return known;
                }
            }
            Plan read = Plan.of(sql);
            synchronized (plans) {
                plans.put(sql, read);
                if (plans.size() > size) {
                    var eldest = plans.keySet().iterator();
                    eldest.next();
                    eldest.remove();
                }
            }
            return read;
        }
    }
}
