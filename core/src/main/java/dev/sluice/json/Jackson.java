package dev.sluice.json;

import dev.sluice.mapping.Converter;
import dev.sluice.mapping.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** Converters between JSON columns and an application's classes. */
public final class Jackson {

    private Jackson() {}

    /** Returns a converter that stores values of a class as JSON, by Jackson's defaults. */
    public static <T> Converter<T, Json> converter(Class<T> type) {
        return converter(type, JsonMapper.shared());
    }

    /**
     * Returns a converter that stores values of a class as JSON.
     *
     * @param mapper the application's own, with its modules and settings
     */
    @SuppressWarnings("exports") // optional: who calls this requires Jackson's module himself
    public static <T> Converter<T, Json> converter(Class<T> type, ObjectMapper mapper) {
        return new JacksonConverter<>(type, mapper);
    }

    /** Says where a document is wrong. Jackson's own message quotes the document, so it is not kept. */
    static IllegalArgumentException failure(String what, JacksonException failure) {
        var location = failure.getLocation();
        String where =
                location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
        return new IllegalArgumentException(
                what + where + " (" + failure.getClass().getSimpleName() + ")");
    }

    private record JacksonConverter<T>(Class<T> type, ObjectMapper mapper) implements Converter<T, Json> {

        @Override
        public Class<Json> driverType() {
            return Json.class;
        }

        @Override
        public Json write(T value) {
            try {
                return new Json(mapper.writeValueAsString(value));
            } catch (JacksonException refused) {
                throw failure("a " + type.getTypeName() + " cannot be written as JSON", refused);
            }
        }

        @Override
        public T read(Json value) {
            try {
                return mapper.readValue(value.text(), type);
            } catch (JacksonException refused) {
                throw failure("JSON that is no " + type.getTypeName(), refused);
            }
        }
    }
}
