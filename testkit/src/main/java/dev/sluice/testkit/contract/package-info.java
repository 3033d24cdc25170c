/**
 * What every backend promises, as tests to inherit. {@link dev.sluice.testkit.contract.EveryContract} gathers them
 * for one {@link dev.sluice.testkit.contract.BackendFixture}. Where backends differ, a contract branches on
 * {@link dev.sluice.spi.Feature} and pins both ways; what a backend does wrong its fixture declares, with a reason.
 */
@NullMarked
package dev.sluice.testkit.contract;

import org.jspecify.annotations.NullMarked;
