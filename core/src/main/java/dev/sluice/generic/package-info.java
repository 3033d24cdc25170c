/**
 * The backend over any R2DBC driver or pool, for databases without an adapter of their own.
 *
 * <p>Not exported: applications reach it through {@code Database.of(ConnectionFactory)}. Imports {@code dev.sluice.spi}
 * and what that imports.
 */
@NullMarked
package dev.sluice.generic;

import org.jspecify.annotations.NullMarked;
