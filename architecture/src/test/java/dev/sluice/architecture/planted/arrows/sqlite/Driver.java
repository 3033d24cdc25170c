package dev.sluice.architecture.planted.arrows.sqlite;

import dev.sluice.architecture.planted.arrows.cockroach.Pool;
import dev.sluice.architecture.planted.arrows.spi.Dialect;

/** An adapter may use core, and no other adapter. */
public abstract class Driver {
    abstract Dialect allowed();

    abstract Pool forbidden();
}
