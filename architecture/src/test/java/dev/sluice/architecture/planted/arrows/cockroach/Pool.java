package dev.sluice.architecture.planted.arrows.cockroach;

public interface Pool {}
