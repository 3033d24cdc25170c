/** The database that each run starts from, and how it is known that nothing was lost. */
@NullMarked
package dev.sluice.benchmarks.data;

import org.jspecify.annotations.NullMarked;
