/** How requests are sent: a closed loop with a number of requests in flight, and how long each of them took. */
@NullMarked
package dev.sluice.benchmarks.load;

import org.jspecify.annotations.NullMarked;
