package dev.sluice.json;

import dev.sluice.mapping.Json;
import dev.sluice.mapping.JsonCodec;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The {@link JsonCodec} that Sluice brings; found by {@link java.util.ServiceLoader} where Jackson 3 is present. */
public final class JacksonCodec implements JsonCodec {

    /** What Jackson writes as it stands; NaN and the infinities, which JSON lacks, as text. */
    private static final Set<Class<?>> AS_IS = Set.of(
            String.class,
            Boolean.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            BigInteger.class,
            BigDecimal.class);

    private static final Set<Class<?>> AS_TEXT = Set.of(
            UUID.class, Instant.class, LocalDate.class, LocalTime.class, LocalDateTime.class, OffsetDateTime.class);

    /** Creates the codec. */
    public JacksonCodec() {
        // Naming the class links it, so that Jackson's absence shows here, where the codec is looked for.
        Objects.requireNonNull(JsonMapper.class);
    }

    @Override
    public String write(@Nullable Object tree) {
        try {
            return Mapper.INSTANCE.writeValueAsString(plain(tree));
        } catch (JacksonException refused) {
            throw Jackson.failure("a list or map cannot be written as JSON", refused);
        }
    }

    @Override
    public @Nullable Object read(String text) {
        try {
            return Mapper.INSTANCE.readValue(text, Object.class);
        } catch (JacksonException malformed) {
            throw Jackson.failure("text that is no JSON", malformed);
        }
    }

    private @Nullable Object plain(@Nullable Object value) {
        if (value == null || AS_IS.contains(value.getClass())) {
            return value;
        }
        if (AS_TEXT.contains(value.getClass())) {
            return value.toString();
        }
        if (value instanceof Json json) {
            return read(json.text());
        }
        if (value instanceof Collection<?> collection) {
            var list = new ArrayList<@Nullable Object>(collection.size());
            collection.forEach(element -> list.add(plain(element)));
            return list;
        }
        if (value instanceof Map<?, ?> map) {
            var object = new LinkedHashMap<String, @Nullable Object>();
            map.forEach((key, element) -> object.put(String.valueOf(key), plain(element)));
            return object;
        }
        throw new IllegalArgumentException("a " + value.getClass().getTypeName() + " has no form in JSON; write it as"
                + " text first, or register a Converter to Json for the whole list");
    }

    /** Made at first use: many applications hold no JSON, and this loads most of Jackson. */
    private static final class Mapper {

        static final JsonMapper INSTANCE = JsonMapper.builder()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build();
    }
}
