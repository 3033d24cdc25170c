/**
 * Statement text: lexing, parameters, splitting, and what a statement is. Knows no driver and sends nothing.
 *
 * <p>Imports only {@code dev.sluice.error}.
 */
@NullMarked
package dev.sluice.sql;

import org.jspecify.annotations.NullMarked;
