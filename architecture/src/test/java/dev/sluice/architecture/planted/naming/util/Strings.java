package dev.sluice.architecture.planted.naming.util;

public interface Strings {}
