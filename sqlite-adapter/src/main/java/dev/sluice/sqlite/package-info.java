/** An R2DBC driver for SQLite, and the backend that stands on it. */
@NullMarked
package dev.sluice.sqlite;

import org.jspecify.annotations.NullMarked;
