/**
 * What tests of and with Sluice stand on: {@link dev.sluice.testkit.SluiceTest} gives each test of an application a
 * Database of its own; {@link dev.sluice.testkit.LeakCheck} and {@link dev.sluice.testkit.LogCheck} fail a test that
 * leaves something open or logs a warning nobody expected.
 *
 * <p>Imports core, JUnit and, where the application logs through it, Logback.
 */
@NullMarked
package dev.sluice.testkit;

import org.jspecify.annotations.NullMarked;
