package dev.sluice.architecture.planted.visibility.api;

/** Exported, but nothing leads to it. */
public interface Leftover {
    Leftover next();
}
