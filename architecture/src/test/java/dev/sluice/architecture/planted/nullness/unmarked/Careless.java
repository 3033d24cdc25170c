package dev.sluice.architecture.planted.nullness.unmarked;

public interface Careless {}
