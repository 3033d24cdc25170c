package dev.sluice.sqlite.lost;

import static dev.sluice.sqlite.TestStatements.changed;

import dev.sluice.sqlite.SqliteConnectionFactory;
import dev.sluice.sqlite.SqliteOptions;
import io.r2dbc.spi.Connection;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The program of a child JVM whose process may open few files: opens databases, then files until it may not any more, and
 * only then writes to the databases. Says {@code full} with the number of files, and {@code ack database} or {@code failed
 * error}.
 */
public final class NoDescriptors {

    private NoDescriptors() {}

    /** Argument: a folder with the databases {@code a.db} and {@code b.db}, which have a table {@code t}. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        var first = new SqliteConnectionFactory(SqliteOptions.file(folder.resolve("a.db")));
        var second = new SqliteConnectionFactory(SqliteOptions.file(folder.resolve("b.db")));
        // Loads the classes that a write needs.
        write(first, "a");
        Connection connection = second.create().block();
        changed(connection, "SELECT a FROM t").block();
        List<FileInputStream> files = open();
        Said.say("full", String.valueOf(files.size()));
        write(second, "b");
        for (FileInputStream file : files) {
            file.close();
        }
        first.close().block();
        second.close().block();
        Said.say("closed", "-");
    }

    private static List<FileInputStream> open() {
        var files = new ArrayList<FileInputStream>();
        try {
            for (; ; ) {
                files.add(new FileInputStream("/dev/null"));
            }
        } catch (IOException tooMany) {
            return files;
        }
    }

    private static void write(SqliteConnectionFactory factory, String name) {
        Connection connection = factory.create().block();
        changed(connection, "INSERT INTO t VALUES (1)")
                .doOnNext(done -> Said.say("ack", name))
                .doOnError(failure -> Said.say("failed", name + " " + Said.described(failure)))
                .onErrorComplete()
                .block();
    }
}
