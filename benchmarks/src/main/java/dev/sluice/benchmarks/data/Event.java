package dev.sluice.benchmarks.data;

import java.util.List;
import java.util.stream.LongStream;

/** A row that writes store; its text follows from its number. */
public record Event(long number, String body) {

    /** The event with that number. */
    public static Event of(long number) {
        return new Event(number, "event " + number);
    }

    /** Events with the numbers from {@code first} on. */
    public static List<Event> range(long first, int count) {
        return LongStream.range(first, first + count).mapToObj(Event::of).toList();
    }
}
