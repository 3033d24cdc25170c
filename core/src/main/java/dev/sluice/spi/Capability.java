package dev.sluice.spi;

/** Something only some backends can do, such as an online backup; asked for with {@code Database.capability}. */
public interface Capability {}
