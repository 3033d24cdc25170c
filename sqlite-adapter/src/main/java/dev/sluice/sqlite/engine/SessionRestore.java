package dev.sluice.sqlite.engine;

import dev.sluice.sqlite.handle.ConnectionPlan;
import dev.sluice.sqlite.handle.Identifier;
import dev.sluice.sqlite.handle.NativeConnection;
import io.r2dbc.spi.R2dbcException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Undoes what an exclusive session has done to the writing connection. A file's connection is opened anew, which forgets
 * everything there is to forget. A database in memory would be lost with its connection, so that there it is undone piece
 * by piece; what could not be undone, sessions of such a database refuse.
 */
final class SessionRestore {

    private final ConnectionPlan plan;
    private final List<String> writersPragmas;
    private final boolean inMemory;
    private final List<String> settings;

    /**
     * @param writersPragmas what the writing connection is told beside the plan
     * @param inMemory the connection of a database in memory, as it is to be again; null when the database is in a file
     */
    SessionRestore(ConnectionPlan plan, List<String> writersPragmas, @Nullable NativeConnection inMemory) {
        this.plan = inMemory == null ? plan.withoutCreating() : plan;
        this.writersPragmas = writersPragmas;
        this.inMemory = inMemory != null;
        this.settings = inMemory == null ? List.of() : SessionPragmas.settings(inMemory);
    }

    /** The connection to go on with, as it was before the session. */
    NativeConnection restored(NativeConnection used) {
        if (inMemory) {
            used.clearCache();
            dropTemporaries(used);
            detach(used);
            settings.forEach(used::run);
            plan.pragmas().forEach(used::run);
            used.clearCache();
            return used;
        }
        NativeConnection fresh = ConnectionOpener.open(plan);
        try {
            writersPragmas.forEach(fresh::run);
        } catch (R2dbcException failure) {
            fresh.close();
            throw failure;
        }
        used.close();
        return fresh;
    }

    /** All at once, whatever it is: SQLite gives up its temporary database when that is to be stored elsewhere. */
    private static void dropTemporaries(NativeConnection used) {
        // One of the two is a change, wherever it was stored; the settings put it back.
        used.run("PRAGMA temp_store=FILE");
        used.run("PRAGMA temp_store=MEMORY");
    }

    private static void detach(NativeConnection used) {
        var names = new ArrayList<String>();
        String others = "SELECT name FROM pragma_database_list WHERE name NOT IN ('main', 'temp') LIMIT 1 OFFSET ";
        for (String name = used.ask(others + 0); name != null; name = used.ask(others + names.size())) {
            names.add(name);
        }
        used.clearCache();
        names.forEach(name -> used.run("DETACH " + Identifier.quoted(name)));
    }
}
