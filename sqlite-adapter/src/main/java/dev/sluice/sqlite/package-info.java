/**
 * SQLite as an R2DBC driver, {@code r2dbc:sqlite:…}, and as a backend of {@code dev.sluice.Database}.
 *
 * <p>Connections are logical and cost nothing: statements outside transactions go to the writer's queue or to a reader, by
 * what their text says they do; a transaction leases the writer, or, read-only, a snapshot. The rules are in
 * {@code dev.sluice.sqlite.engine}, which this package stands on.
 */
@NullMarked
package dev.sluice.sqlite;

import org.jspecify.annotations.NullMarked;
