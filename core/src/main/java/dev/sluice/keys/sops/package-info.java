/**
 * Files of SOPS 3 (https://getsops.io), decrypted in memory where they are encrypted for age, and by the program
 * {@code sops} where they are not.
 */
@NullMarked
package dev.sluice.keys.sops;

import org.jspecify.annotations.NullMarked;
