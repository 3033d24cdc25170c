package dev.sluice.mapping;

import dev.sluice.error.UnsupportedFeatureException;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads JSON where a backend stores lists as JSON text. Found by {@link java.util.ServiceLoader}; Sluice
 * brings one that needs Jackson 3 on the class path. Stateless and safe for all threads.
 */
public interface JsonCodec {

    /**
     * Writes a tree of {@code List}, {@code Map} with text keys, and portable values as JSON. Numbers keep every digit;
     * values without a JSON form (UUID, java.time, NaN) become text that reads back as the same value.
     *
     * @throws IllegalArgumentException when the tree holds anything else; the message does not quote the value
     */
    String write(@Nullable Object tree);

    /**
     * Reads JSON text into a tree of {@code List}, {@code Map}, String, Boolean, BigDecimal, null, and for whole numbers
     * the smallest of Integer, Long and BigInteger that holds them.
     *
     * @throws IllegalArgumentException when the text is not one JSON document; the message does not quote the text
     */
    @Nullable
    Object read(String text);

    /**
     * The codec found when the library was loaded.
     *
     * @throws UnsupportedFeatureException when there is none, naming the dependency to add
     */
    static JsonCodec installed() {
        return InstalledJsonCodec.get();
    }
}
