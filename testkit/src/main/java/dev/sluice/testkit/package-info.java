/** The contracts that every backend passes, and JUnit fixtures for applications. */
@NullMarked
package dev.sluice.testkit;

import org.jspecify.annotations.NullMarked;
