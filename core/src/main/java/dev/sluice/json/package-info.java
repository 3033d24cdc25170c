/**
 * JSON columns to and from any class, and lists as JSON arrays, by Jackson 3, which is optional: without it on the class
 * path nothing here is loaded. SOPS files apart, the only package that touches Jackson.
 *
 * <p>Imports only {@code dev.sluice.mapping}.
 */
@NullMarked
package dev.sluice.json;

import org.jspecify.annotations.NullMarked;
