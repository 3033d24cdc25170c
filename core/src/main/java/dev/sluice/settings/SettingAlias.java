package dev.sluice.settings;

import java.util.function.UnaryOperator;

/**
 * Another key that a setting is known by, with the unit it is read in there.
 *
 * @param key the key, exactly as written in a file or in the environment
 * @param reading how a value under that key is read, for the reference; empty when as usual
 * @param conversion turns the text into the setting's own notation; throws IllegalArgumentException, with a message that
 *     says what is wrong and holds no value, when it cannot
 */
public record SettingAlias(String key, String reading, UnaryOperator<String> conversion) {}
