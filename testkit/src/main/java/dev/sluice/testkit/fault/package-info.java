/**
 * Failures on demand: a connection factory that passes everything through to a real driver, but for the calls a test has
 * told to fail. Imports R2DBC only.
 */
@NullMarked
package dev.sluice.testkit.fault;

import org.jspecify.annotations.NullMarked;
