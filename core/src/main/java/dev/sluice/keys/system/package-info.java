/** What lies outside the JVM and is not trusted to end: small files, and programs. Everything here blocks. */
@NullMarked
package dev.sluice.keys.system;

import org.jspecify.annotations.NullMarked;
