/**
 * The engine of one database: who owns which thread, and who may touch which connection.
 *
 * <ul>
 *   <li>{@link dev.sluice.sqlite.engine.EngineRegistry} keeps one {@link dev.sluice.sqlite.engine.Engine} per canonical
 *       file and JVM.
 *   <li>The {@code Writer} thread alone touches the writing connection. It takes units from one first-in-first-out queue:
 *       a group of plain writes with one COMMIT, a transaction until it ends, or a statement on its own.
 *   <li>{@code Readers} are a few threads for all reading. Each reads with a connection it keeps while nothing parks on
 *       it; a cursor without demand takes its connection away, alone, and the thread opens a spare.
 *   <li>In single-connection mode (in memory, or another journal than WAL) reads are units of the writer.
 * </ul>
 *
 * <p>Callers hand over work and get it back as Reactor publishers; signals come on the worker's thread. A worker never
 * waits for a subscriber. Not exported.
 */
@NullMarked
package dev.sluice.sqlite.engine;

import org.jspecify.annotations.NullMarked;
