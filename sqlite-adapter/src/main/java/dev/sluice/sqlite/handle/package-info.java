/**
 * One native SQLite connection and its statements, over the JDBC driver's lower half. Nothing here knows threads: whoever
 * holds a connection calls it from one thread at a time. Not exported.
 */
@NullMarked
package dev.sluice.sqlite.handle;

import org.jspecify.annotations.NullMarked;
