package dev.sluice;

import dev.sluice.error.ErrorDetails;
import dev.sluice.error.MappingException;
import dev.sluice.error.TooManyRowsException;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongFunction;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The rows of a query, each way of reading them built on one stream. */
final class DefaultRows<T> implements Rows<T> {

    /** Stands for a row that reads as null where at most one row is taken. */
    private static final Object NOTHING = new Object();

    private final Client client;
    private final DefaultQuery query;
    private final RowSource<T> source;

    DefaultRows(Client client, DefaultQuery query, RowSource<T> source) {
        this.client = client;
        this.query = query;
        this.source = source;
    }

    @Override
    public Mono<T> one() {
        return stream(this::nothing)
                .take(2)
                .reduce((first, second) -> {
                    throw new TooManyRowsException(ErrorDetails.NONE.withStatement(query.text(), query.label()));
                })
                .filter(row -> row != NOTHING);
    }

    @Override
    public Mono<T> first() {
        return stream(this::nothing).take(1).singleOrEmpty().filter(row -> row != NOTHING);
    }

    @Override
    public Flux<T> all() {
        return stream(this::refuseNull);
    }

    @Override
    public <A> Flux<A> fold(
            Function<? super T, ?> key,
            Function<? super T, ? extends A> start,
            BiFunction<? super A, ? super T, ? extends A> add) {
        return all().bufferUntilChanged(key::apply).map(group -> aggregate(group, start, add));
    }

    private static <T, A> A aggregate(
            List<T> group, Function<? super T, ? extends A> start, BiFunction<? super A, ? super T, ? extends A> add) {
        A aggregate = start.apply(group.get(0));
        for (T row : group.subList(1, group.size())) {
            aggregate = add.apply(aggregate, row);
        }
        return aggregate;
    }

    private Flux<T> stream(LongFunction<T> onNull) {
        ResultReader<T> reader = (result, run) -> result.map(new RowFunction<>(source, run, onNull));
        return new Execution<>(client, query, reader).run();
    }

    @SuppressWarnings("unchecked") // filtered out before anybody could take it for a T
    private T nothing(long number) {
        return (T) NOTHING;
    }

    private T refuseNull(long number) {
        throw new MappingException(
                "Row " + number + " is null, and a stream cannot carry null; use coalesce(), filter the nulls out, or "
                        + "read the column as a component of a record",
                null,
                number,
                null);
    }
}
