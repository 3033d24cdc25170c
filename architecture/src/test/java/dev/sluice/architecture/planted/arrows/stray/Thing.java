package dev.sluice.architecture.planted.arrows.stray;

/** Its package is nowhere in the design. */
public interface Thing {}
