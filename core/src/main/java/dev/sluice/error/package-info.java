/**
 * Every exception Sluice throws: one unchecked root, split by whether the work may be run again.
 *
 * <p>{@link dev.sluice.error.TransientDatabaseException} may succeed when run again,
 * {@link dev.sluice.error.PermanentDatabaseException} will not, and
 * {@link dev.sluice.error.AmbiguousCommitException} is neither: nobody knows whether the work was done.
 * The package imports nothing else of Sluice.
 */
@NullMarked
package dev.sluice.error;

import org.jspecify.annotations.NullMarked;
