package dev.sluice.architecture.planted.nullness.marked;

public interface Careful {}
