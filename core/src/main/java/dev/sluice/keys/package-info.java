/**
 * Keys, and where they come from: given in code, an environment variable, a file that SOPS encrypted. Encrypted
 * databases, encrypted fields and signed positions take theirs from here.
 *
 * <p>Imports only {@code dev.sluice.error} and {@code dev.sluice.settings}.
 */
@NullMarked
package dev.sluice.keys;

import org.jspecify.annotations.NullMarked;
