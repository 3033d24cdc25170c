package dev.sluice;

import java.util.List;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Runs what was to happen after a commit, outside the transaction; failures are logged and end only the hook. */
final class AfterCommit {

    private static final Logger LOG = LoggerFactory.getLogger(Transaction.class);

    private AfterCommit() {}

    static Mono<Void> run(List<Supplier<? extends Publisher<?>>> hooks, Client client) {
        if (hooks.isEmpty()) {
            return Mono.empty();
        }
        return Flux.fromIterable(hooks)
                .concatMap(
                        hook -> Flux.defer(() -> Flux.from(hook.get())).then().onErrorResume(AfterCommit::swallow))
                .then()
                .contextWrite(context -> context.delete(client));
    }

    private static Mono<Void> swallow(Throwable error) {
        LOG.warn("A hook after commit failed; the transaction is committed all the same", error);
        return Mono.empty();
    }
}
