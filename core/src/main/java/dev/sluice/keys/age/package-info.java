/** Identities of age (https://age-encryption.org) and what they open. jagged is optional and behind one class. */
@NullMarked
package dev.sluice.keys.age;

import org.jspecify.annotations.NullMarked;
