package dev.sluice.sqlite;

import io.r2dbc.spi.Blob;
import io.r2dbc.spi.Clob;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The values bound to a statement, set by set. */
final class Bindings {

    /** Stands where nothing was bound: null is a value. */
    private static final Object UNBOUND = new Object();

    private final Plan plan;
    private final List<@Nullable Object[]> complete = new ArrayList<>();
    private @Nullable Object[] current;
    private boolean started;

    Bindings(Plan plan) {
        this.plan = plan;
        this.current = unbound();
    }

    void bind(int index, @Nullable Object value) {
        if (index < 0 || index >= current.length) {
            throw new IndexOutOfBoundsException("The statement has " + current.length
                    + " parameters, counted from 0; there is no parameter " + index);
        }
        started = true;
        current[index] = value;
    }

    boolean bind(String name, @Nullable Object value) {
        started = true;
        return plan.setNamed(name, value, current);
    }

    void add() {
        requireComplete();
        complete.add(current);
        current = unbound();
        started = false;
    }

    /** Every set, the last one included; what is bound afterwards is not in it. */
    List<@Nullable Object[]> finish() {
        // A trailing add() without a further set is an error, but for statements that have nothing to bind.
        boolean nothingToAdd = plan.parameterCount() == 0 && !complete.isEmpty();
        if (!nothingToAdd) {
            requireComplete();
        }
        List<@Nullable Object[]> sets = new ArrayList<>(complete);
        if (!nothingToAdd) {
            sets.add(current.clone());
        }
        return sets;
    }

    private void requireComplete() {
        for (int i = 0; i < current.length; i++) {
            if (current[i] == UNBOUND) {
                throw new IllegalStateException("Parameter " + i + " of " + current.length + " has no value"
                        + (started ? "" : " in the set begun by add()") + "; bind every parameter, null with bindNull");
            }
        }
    }

    private @Nullable Object[] unbound() {
        @Nullable Object[] values = new @Nullable Object[plan.parameterCount()];
        Arrays.fill(values, UNBOUND);
        return values;
    }

    /** True when there is a Blob or Clob among the values, whose content must be read first. */
    static boolean isStreamed(List<@Nullable Object[]> sets) {
        for (@Nullable Object[] set : sets) {
            for (@Nullable Object value : set) {
                if (isStreamed(value)) {
                    return true;
                }
            }
        }
        return false;
    }

    static boolean isStreamed(@Nullable Object value) {
        return value instanceof Blob || value instanceof Clob;
    }

    /** Reads every Blob and Clob among the values to the heap: nothing holds the writer while it waits for a publisher. */
    static Mono<List<@Nullable Object[]>> materialised(List<@Nullable Object[]> sets) {
        return Flux.fromIterable(sets).concatMap(Bindings::read).then(Mono.just(sets));
    }

    private static Mono<Void> read(@Nullable Object[] set) {
        return Flux.range(0, set.length)
                .concatMap(index -> content(set[index]).doOnNext(content -> set[index] = content))
                .then();
    }

    private static Mono<Object> content(@Nullable Object value) {
        if (value instanceof Blob blob) {
            return Flux.from(blob.stream())
                    .collect(ByteArrayOutputStream::new, Bindings::append)
                    .map(ByteArrayOutputStream::toByteArray);
        }
        return value instanceof Clob clob ? text(clob.stream()) : Mono.empty();
    }

    private static Mono<Object> text(Publisher<CharSequence> content) {
        return Flux.from(content)
                .collect(StringBuilder::new, StringBuilder::append)
                .map(text -> Encoder.text(text.toString()));
    }

    private static void append(ByteArrayOutputStream bytes, ByteBuffer part) {
        byte[] copy = new byte[part.remaining()];
        part.get(copy);
        bytes.writeBytes(copy);
    }
}
