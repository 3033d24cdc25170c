/** Those who are measured: the same requests through Sluice and through each of its peers. */
@NullMarked
package dev.sluice.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
