package dev.sluice.keys.document;

/** A part of a document as it stands in the file, mostly encrypted. */
public sealed interface Node permits Branch, Items, Leaf {}
