package dev.sluice;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a watcher of an end was told. */
final class RecordedEnds implements Ending.Watcher {

    private final List<String> ends = new CopyOnWriteArrayList<>();

    List<String> ends() {
        return ends;
    }

    @Override
    public void completed() {
        ends.add("completed");
    }

    @Override
    public Throwable failed(Throwable failure) {
        ends.add("failed: " + failure.getMessage());
        return failure;
    }

    @Override
    public void cancelled() {
        ends.add("cancelled");
    }
}
