package dev.sluice;

/**
 * Progress of a bulk operation: one chunk was committed.
 *
 * @param chunk the chunk's number, from 1
 * @param firstRow the first row in it, from 0
 * @param rows how many rows of input it had
 * @param rowsUpdated how many rows the database changed
 */
public record ChunkResult(long chunk, long firstRow, int rows, long rowsUpdated) {}
