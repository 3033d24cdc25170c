package dev.sluice.keys.sops;

/** A part of a document as it stands in the file, mostly encrypted. */
sealed interface Node permits Branch, Items, Leaf {}
