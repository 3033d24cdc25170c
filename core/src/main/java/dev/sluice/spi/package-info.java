/**
 * What a backend implements, and what watches a Database. Applications do not need it.
 *
 * <p>Imports {@code dev.sluice.error}, {@code dev.sluice.sql} and {@code dev.sluice.settings}.
 */
@NullMarked
package dev.sluice.spi;

import org.jspecify.annotations.NullMarked;
