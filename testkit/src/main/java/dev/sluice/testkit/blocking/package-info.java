/**
 * What BlockHound must be told about SQLite: it cannot see into native code. Found by {@link java.util.ServiceLoader};
 * nobody imports it.
 */
@NullMarked
package dev.sluice.testkit.blocking;

import org.jspecify.annotations.NullMarked;
