package dev.sluice.sqlite.engine;

import java.nio.file.Path;

/** Where a database is: in a file, or in memory under a name. */
public sealed interface DatabaseLocation {

    /** A short name for threads and messages; no folders. */
    String name();

    /** A file, by its path as given. */
    record InFile(Path path) implements DatabaseLocation {
        @Override
        public String name() {
            Path file = path.getFileName();
            return file == null ? path.toString() : file.toString();
        }
    }

    /** A database in memory, shared by name within the JVM for as long as someone has it open. */
    record InMemory(String name) implements DatabaseLocation {}
}
