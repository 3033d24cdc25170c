/**
 * Rows to records, classes, scalars and maps, and values to what drivers bind; an open registry of converters.
 *
 * <p>Imports only {@code dev.sluice.error}.
 */
@NullMarked
package dev.sluice.mapping;

import org.jspecify.annotations.NullMarked;
