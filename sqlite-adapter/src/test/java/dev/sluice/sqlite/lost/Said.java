package dev.sluice.sqlite.lost;

import io.r2dbc.spi.R2dbcException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import reactor.core.Exceptions;

/** How a child JVM talks with its parent: one system call per line, so that no line is ever torn or late. */
final class Said {

    private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.out);

    private Said() {}

    /** Says a line. When this returns, the parent can read it whatever becomes of this JVM. */
    static void say(String word, String text) {
        try {
            OUT.write((word + " " + text + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException parentGone) {
            throw new UncheckedIOException(parentGone);
        }
    }

    /** SQLSTATE, class and message of a failure, on one line. */
    static String described(Throwable failure) {
        Throwable cause = Exceptions.unwrap(failure);
        Throwable driver = cause;
        while (driver != null && !(driver instanceof R2dbcException)) {
            driver = driver.getCause();
        }
        String state = driver instanceof R2dbcException known ? known.getSqlState() : "-----";
        return state + " " + cause.getClass().getSimpleName() + " "
                + String.valueOf(cause.getMessage()).replace('\n', ' ');
    }

    /** Waits for a line from the parent; the parent's end is the order {@code stop}. */
    static String awaitOrder() throws IOException {
        var line = new StringBuilder();
        for (int read = System.in.read(); read != '\n'; read = System.in.read()) {
            if (read < 0) {
                return "stop";
            }
            line.append((char) read);
        }
        return line.toString();
    }
}
