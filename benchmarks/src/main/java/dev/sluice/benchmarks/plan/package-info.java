/** Which benchmarks run, with which parameters, for how long. */
@NullMarked
package dev.sluice.benchmarks.plan;

import org.jspecify.annotations.NullMarked;
