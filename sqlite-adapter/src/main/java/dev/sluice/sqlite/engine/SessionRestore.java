package dev.sluice.sqlite.engine;

import dev.sluice.sqlite.handle.ConnectionPlan;
import dev.sluice.sqlite.handle.Identifier;
import dev.sluice.sqlite.handle.NativeConnection;
import io.r2dbc.spi.R2dbcException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Undoes what an exclusive session has done to the writing connection. A file's connection is opened anew, which forgets
 * everything there is to forget. A database in memory would be lost with its connection, so that there it is undone piece
 * by piece.
 */
final class SessionRestore {

    private static final List<String> SWITCHES = List.of(
            "PRAGMA query_only=OFF",
            "PRAGMA writable_schema=OFF",
            "PRAGMA recursive_triggers=OFF",
            "PRAGMA ignore_check_constraints=OFF",
            "PRAGMA reverse_unordered_selects=OFF");

    private final ConnectionPlan plan;
    private final List<String> writersPragmas;
    private final boolean inMemory;

    /** @param writersPragmas what the writing connection is told beside the plan */
    SessionRestore(ConnectionPlan plan, List<String> writersPragmas, boolean inMemory) {
        this.plan = inMemory ? plan : plan.withoutCreating();
        this.writersPragmas = writersPragmas;
        this.inMemory = inMemory;
    }

    /** The connection to go on with, as it was before the session. */
    NativeConnection restored(NativeConnection used) {
        if (inMemory) {
            SWITCHES.forEach(used::run);
            // The plan's pragmas set it again; a table that others refer to could not be dropped else.
            used.run("PRAGMA foreign_keys=OFF");
            dropTemporaries(used);
            detach(used);
            plan.pragmas().forEach(used::run);
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

    private static void dropTemporaries(NativeConnection used) {
        String next =
                "SELECT type, name FROM sqlite_temp_master WHERE type IN ('table', 'view', 'trigger') AND name NOT LIKE 'sqlite\\_%'"
                        + " ESCAPE '\\' ORDER BY type DESC LIMIT 1";
        for (@Nullable Object[] found = used.first(next); found != null; found = used.first(next)) {
            String type = String.valueOf(found[0]).toUpperCase(Locale.ROOT);
            used.run("DROP " + type + " temp." + Identifier.quoted(String.valueOf(found[1])));
        }
        used.clearCache();
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
