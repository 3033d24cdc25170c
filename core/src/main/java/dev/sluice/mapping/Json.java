package dev.sluice.mapping;

/**
 * A JSON document as text. Read from and bound to JSON columns on every backend; the text is not checked here, the
 * database does that. Equality is that of the text, not of the document.
 *
 * @param text the document
 */
public record Json(String text) {}
