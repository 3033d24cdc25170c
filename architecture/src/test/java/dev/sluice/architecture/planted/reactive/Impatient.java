package dev.sluice.architecture.planted.reactive;

import java.util.Properties;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Does everything that library code must not, and what it may. */
public final class Impatient {

    static String waits(Mono<String> value) {
        return value.block();
    }

    static Function<Flux<String>, String> waitsByReference() {
        return Flux::blockLast;
    }

    static void sleeps() throws InterruptedException {
        Thread.sleep(1);
    }

    static void firesAndForgets(Mono<String> value) {
        value.subscribe();
    }

    static void handlesBothEnds(Mono<String> value, Runnable done) {
        value.subscribe(row -> done.run(), failure -> done.run());
    }

    static synchronized void locks() {}

    /** Must be synchronized, because what it overrides is. */
    static final class Strict extends Properties {
        private static final long serialVersionUID = 1L;

        @Override
        public synchronized Object put(Object key, Object value) {
            return super.put(key, value);
        }
    }

    static void prints() {
        System.out.println();
    }
}
