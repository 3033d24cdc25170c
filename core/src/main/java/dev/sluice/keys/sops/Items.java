package dev.sluice.keys.sops;

import java.util.List;

/** A list. Its positions are no part of a value's path. */
record Items(List<Node> nodes) implements Node {}
