/**
 * Typed settings: their declarations, where their values come from, and the strict database URL.
 *
 * <p>Imports only {@code dev.sluice.error}. snakeyaml-engine is optional and only used to read YAML files.
 */
@NullMarked
package dev.sluice.settings;

import org.jspecify.annotations.NullMarked;
