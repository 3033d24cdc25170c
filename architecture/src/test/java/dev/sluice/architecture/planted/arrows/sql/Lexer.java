package dev.sluice.architecture.planted.arrows.sql;

import dev.sluice.architecture.planted.arrows.spi.Dialect;

/** The lexer is below the interface that adapters implement. */
public abstract class Lexer {
    abstract Dialect dialect();
}
