package dev.sluice.keys.document;

import java.util.List;

/** A list. Its positions are no part of a value's path. */
public record Items(List<Node> nodes) implements Node {}
