package dev.sluice.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Describes a setting step by step; {@link #describedAs} finishes it.
 *
 * @param <T> the type of its value
 */
public final class SettingBuilder<T> {

    final String name;
    final ValueType<T> type;

    @Nullable
    T min;

    @Nullable
    T max;

    @Nullable
    T defaultValue;

    String unset = "none";
    boolean secret;
    final List<SettingAlias> aliases = new ArrayList<>();

    SettingBuilder(String name, ValueType<T> type) {
        this.name = name;
        this.type = type;
    }

    /** The smallest and largest value, both allowed. @throws IllegalArgumentException when the type has no order or {@code min > max} */
    public SettingBuilder<T> range(T min, T max) {
        if (type.order() == null || type.order().compare(min, max) > 0) {
            throw new IllegalArgumentException(
                    name + ": range needs ordered values with min <= max, was " + min + ", " + max);
        }
        this.min = min;
        this.max = max;
        return this;
    }

    /** The default. */
    public SettingBuilder<T> defaultsTo(T value) {
        this.defaultValue = value;
        return this;
    }

    /** There is no default; the text says what unset means, such as {@code off}. */
    public SettingBuilder<T> unsetMeans(String text) {
        this.defaultValue = null;
        this.unset = text;
        return this;
    }

    /** Other keys it is known by, such as those of older configuration files; values are read as usual. */
    public SettingBuilder<T> alias(String... keys) {
        for (String key : keys) {
            aliases.add(new SettingAlias(key, "", UnaryOperator.identity()));
        }
        return this;
    }

    /**
     * Another key it is known by, where values have another unit or notation.
     *
     * @param key the key
     * @param reading how values are read there, for the reference, such as {@code pages of 4 KiB}
     * @param conversion see {@link SettingAlias}
     */
    public SettingBuilder<T> alias(String key, String reading, UnaryOperator<String> conversion) {
        aliases.add(new SettingAlias(key, reading, conversion));
        return this;
    }

    /** Its value is never printed. */
    public SettingBuilder<T> secret() {
        this.secret = true;
        return this;
    }

    /** Finishes the declaration; the text says what the setting does, in one or two sentences. */
    public Setting<T> describedAs(String meaning) {
        return new Setting<>(this, meaning);
    }
}
