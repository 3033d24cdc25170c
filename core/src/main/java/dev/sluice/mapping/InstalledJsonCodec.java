package dev.sluice.mapping;

import dev.sluice.error.ErrorDetails;
import dev.sluice.error.UnsupportedFeatureException;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Looks for a {@link JsonCodec} once, when the first mapper is made, so that no reactive thread reads jars later. */
final class InstalledJsonCodec {

    private static final @Nullable JsonCodec FOUND = find();

    private InstalledJsonCodec() {}

    /** Does the looking, where it has not been done. */
    static void load() {
        // Entering the class is all: its initialiser looks.
    }

    static JsonCodec get() {
        if (FOUND == null) {
            throw new UnsupportedFeatureException(
                    "No JSON codec was found, so lists that are stored as JSON text cannot be read or written;"
                            + " add tools.jackson.core:jackson-databind (3.x) to the class path",
                    ErrorDetails.NONE,
                    null);
        }
        return FOUND;
    }

    private static @Nullable JsonCodec find() {
        try {
            return ServiceLoader.load(JsonCodec.class, JsonCodec.class.getClassLoader())
                    .findFirst()
                    .orElse(null);
        } catch (ServiceConfigurationError | LinkageError absent) {
            // The provider ships with this module, Jackson does not: without it the provider cannot be linked.
            return null;
        }
    }
}
