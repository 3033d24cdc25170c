package dev.sluice.architecture.planted.arrows.spi;

public interface Dialect {}
