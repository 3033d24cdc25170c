package dev.sluice.sqlite.engine;

import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.NonBlocking;

/** A worker's thread. Reactor refuses {@code block()} on it, because it would stop everybody's database work. */
final class EngineThread extends Thread implements NonBlocking {

    private final Sinks.Empty<Void> ended = Sinks.empty();
    private boolean signalling;

    EngineThread(String name, Runnable work) {
        super(work, name);
        setDaemon(true);
    }

    @Override
    public void run() {
        try {
            super.run();
        } finally {
            ended.tryEmitEmpty();
        }
    }

    /** On this thread only: true when it was not signalling already. */
    boolean beginSignalling() {
        boolean first = !signalling;
        signalling = true;
        return first;
    }

    void endSignalling() {
        signalling = false;
    }

    /** Completes when the thread's work has ended. */
    Mono<Void> ended() {
        return ended.asMono();
    }
}
