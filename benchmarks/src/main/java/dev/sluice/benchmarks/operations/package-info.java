/** What is measured: one class per kind of request, with the parameters that JMH varies. */
@NullMarked
package dev.sluice.benchmarks.operations;

import org.jspecify.annotations.NullMarked;
