/**
 * The client: open a {@link dev.sluice.Database}, query it, run transactions on it.
 *
 * <p>Interfaces are public, their implementations hidden beside them. The package imports every lower package of core
 * and none of the features built on it.
 */
@NullMarked
package dev.sluice;

import org.jspecify.annotations.NullMarked;
