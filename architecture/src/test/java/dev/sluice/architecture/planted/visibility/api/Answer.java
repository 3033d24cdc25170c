package dev.sluice.architecture.planted.visibility.api;

public interface Answer {}
