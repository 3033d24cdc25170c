package dev.sluice.settings;

import dev.sluice.error.ConfigurationException;
import dev.sluice.error.Printable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The declaration of one setting: its name, type, unit, range and default. Values are read and checked by it, and the
 * reference in the documentation is generated from it. Immutable.
 *
 * <pre>{@code
 * static final Setting<Duration> ACQUIRE_TIMEOUT = Setting.duration("acquireTimeout")
 *         .range(Duration.ofSeconds(1), Duration.ofSeconds(300))
 *         .defaultsTo(Duration.ofSeconds(30))
 *         .describedAs("How long a caller waits for a connection.");
 * }</pre>
 *
 * @param <T> the type of its value
 */
public final class Setting<T> {

    private static final Pattern CAMEL_CASE = Pattern.compile("[a-z][a-z0-9]*([A-Z][a-z0-9]+)*");

    private final String name;
    private final ValueType<T> type;
    private final @Nullable T min;
    private final @Nullable T max;
    private final @Nullable T defaultValue;
    private final String unset;
    private final boolean secret;
    private final List<SettingAlias> aliases;
    private final String meaning;

    Setting(SettingBuilder<T> builder, String meaning) {
        if (!CAMEL_CASE.matcher(builder.name).matches()) {
            throw new IllegalArgumentException(
                    "A setting's name must be camelCase without acronyms, was " + builder.name);
        }
        this.name = builder.name;
        this.type = builder.type;
        this.min = builder.min;
        this.max = builder.max;
        this.unset = builder.unset;
        this.secret = builder.secret;
        this.aliases = List.copyOf(builder.aliases);
        this.meaning = meaning;
        this.defaultValue = builder.defaultValue == null ? null : inRange(builder.defaultValue, "default");
    }

    /** Declares a duration; text values are {@code 500ms}, {@code 30s}, {@code 5m}, ISO-8601, or a bare number of seconds. */
    public static SettingBuilder<Duration> duration(String name) {
        return new SettingBuilder<>(name, ValueType.DURATION);
    }

    /** Declares a whole number. */
    public static SettingBuilder<Integer> integer(String name) {
        return new SettingBuilder<>(name, ValueType.INTEGER);
    }

    /** Declares a number of bytes; text values are {@code 4096}, {@code 64KiB}, {@code 8MB}. */
    public static SettingBuilder<Long> bytes(String name) {
        return new SettingBuilder<>(name, ValueType.BYTES);
    }

    /** Declares true or false. */
    public static SettingBuilder<Boolean> flag(String name) {
        return new SettingBuilder<>(name, ValueType.FLAG);
    }

    /** Declares free text. */
    public static SettingBuilder<String> text(String name) {
        return new SettingBuilder<>(name, ValueType.TEXT);
    }

    /** Declares a number with a fraction. */
    public static SettingBuilder<Double> decimal(String name) {
        return new SettingBuilder<>(name, ValueType.DECIMAL);
    }

    /** Declares one of an enum's constants, case-insensitive, {@code -} and {@code _} alike. */
    public static <E extends Enum<E>> SettingBuilder<E> choice(String name, Class<E> type) {
        return new SettingBuilder<>(name, ValueType.choice(type));
    }

    static SettingBuilder<DatabaseUrl> url(String name) {
        return new SettingBuilder<>(name, ValueType.URL);
    }

    /** The name in URLs and code, in camel case. */
    public String name() {
        return name;
    }

    /** The environment variable that sets it, such as {@code SLUICE_ACQUIRE_TIMEOUT}. */
    public String environmentVariable() {
        return Spelling.ENVIRONMENT.of(name);
    }

    /** The value's class. */
    public Class<T> type() {
        return type.javaType();
    }

    /** What the reference calls the type: {@code duration}, {@code bytes}, {@code one of wal, delete}. */
    public String typeDescription() {
        return type.javaType().isEnum() ? type.expected() : type.label();
    }

    /** Smallest and largest value as text, such as {@code 1s to 5m}; empty when any value of the type will do. */
    public Optional<String> range() {
        return min == null || max == null
                ? Optional.empty()
                : Optional.of(type.writer().apply(min) + " to " + type.writer().apply(max));
    }

    /** The default; empty when unset means something of its own. */
    public Optional<T> defaultValue() {
        return Optional.ofNullable(defaultValue);
    }

    /** The default as text, or what unset means, such as {@code off}. */
    public String defaultDescription() {
        return defaultValue == null ? unset : printed(defaultValue);
    }

    /** True when its value must never be printed. */
    public boolean isSecret() {
        return secret;
    }

    /** Other keys it is known by, in the order they were declared. */
    public List<SettingAlias> aliases() {
        return aliases;
    }

    /** What the setting does, in one or two sentences. */
    public String meaning() {
        return meaning;
    }

    /**
     * Reads and checks a text value.
     *
     * @param text the value; spaces around it do not count
     * @param origin where it came from, for the message
     * @throws ConfigurationException when the text is no value of this type or out of range
     */
    public T parse(String text, String origin) {
        T value = read(text.strip(), origin);
        if (value == null) {
            throw refused("\"" + Printable.excerpt(text) + "\"", origin);
        }
        return inRange(value, origin);
    }

    /**
     * Checks a value given in code and returns it. Text is parsed, an {@code Integer} is also a {@code Long} or a
     * {@code Double}.
     *
     * @param value the value
     * @param origin where it came from, for the message
     * @throws ConfigurationException when the value has another type or is out of range
     */
    public T check(Object value, String origin) {
        if (type.javaType().isInstance(value)) {
            return inRange(type.javaType().cast(value), origin);
        }
        if (value instanceof String text) {
            return parse(text, origin);
        }
        if (value instanceof Integer number && Number.class.isAssignableFrom(type.javaType())) {
            return parse(number.toString(), origin);
        }
        throw refused("a " + value.getClass().getName(), origin);
    }

    /** The value as text, or stars for a secret. */
    String printed(T value) {
        return secret ? "***" : Printable.excerpt(type.writer().apply(value));
    }

    /** Prints a value of unknown static type; only for values this setting has checked. */
    String printedUnchecked(Object value) {
        return printed(type.javaType().cast(value));
    }

    private @Nullable T read(String text, String origin) {
        try {
            return type.read(text);
        } catch (ConfigurationException explained) {
            throw new ConfigurationException(name, explained.getMessage() + " (" + origin + ")");
        }
    }

    private T inRange(T value, String origin) {
        if (type.order() == null || min == null || max == null) {
            return value;
        }
        if (type.order().compare(value, min) < 0 || type.order().compare(value, max) > 0) {
            throw refused(type.writer().apply(value), origin);
        }
        return value;
    }

    private ConfigurationException refused(String shown, String origin) {
        String bounds = min == null || max == null
                ? ""
                : " between " + type.writer().apply(min) + " and "
                        + type.writer().apply(max);
        String was = secret ? " (its value is secret and not shown)" : ", was " + shown;
        return new ConfigurationException(
                name, name + " must be " + type.expected() + bounds + was + " (" + origin + ")");
    }

    /** The name with its type, range and default; no value. */
    @Override
    public String toString() {
        return name + ": " + typeDescription() + range().map(r -> " " + r).orElse("") + ", default "
                + defaultDescription();
    }
}
