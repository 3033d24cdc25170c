/**
 * The database and the options it is opened with.
 *
 * <p>Start at {@link dev.sluice.DatabaseOptions}.
 */
@NullMarked
package dev.sluice;

import org.jspecify.annotations.NullMarked;
