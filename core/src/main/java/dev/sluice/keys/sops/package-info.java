/**
 * Files of SOPS, decrypted in memory where they are encrypted for age, and by the program {@code sops} where they are not.
 *
 * <p>The format is that of SOPS 3 (https://getsops.io/docs). jagged, snakeyaml-engine and Jackson are optional, each
 * behind one class.
 */
@NullMarked
package dev.sluice.keys.sops;

import org.jspecify.annotations.NullMarked;
