package dev.sluice.mapping;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads text, booleans, bytes, UUIDs, JSON, and whatever a column holds. */
final class PlainReaders {

    private static final int UUID_LENGTH = 36;
    private static final int UUID_BYTES = 16;

    private PlainReaders() {}

    static Object toText(Object raw) {
        if (raw instanceof String) {
            return raw;
        }
        // Only what every backend spells alike: floating point, booleans and times are written differently.
        if (NumberReaders.isSmallInteger(raw) || raw instanceof BigInteger || raw instanceof UUID) {
            return raw.toString();
        }
        if (raw instanceof BigDecimal value) {
            return value.toPlainString();
        }
        if (raw instanceof Json json) {
            return json.text();
        }
        throw Unreadable.of(raw, String.class, "cast the column to text in the statement, or read its own type");
    }

    static Object toCharacter(Object raw) {
        if (raw instanceof Character) {
            return raw;
        }
        if (raw instanceof String text && text.length() == 1) {
            return text.charAt(0);
        }
        throw new Unreadable(
                "a " + raw.getClass().getTypeName() + " that is not exactly one char cannot become a char",
                "read it as String");
    }

    static Object toBoolean(Object raw) {
        if (raw instanceof Boolean) {
            return raw;
        }
        if (raw instanceof Number number && isBit(number)) {
            return number.intValue() == 1;
        }
        if (raw instanceof String text) {
            if (text.equals("1") || text.equalsIgnoreCase("true")) {
                return true;
            }
            if (text.equals("0") || text.equalsIgnoreCase("false")) {
                return false;
            }
        }
        throw Unreadable.of(raw, Boolean.class, "only true, false, 0 and 1 are booleans; compare in the statement");
    }

    static Object toBytes(Object raw) {
        if (raw instanceof byte[]) {
            return raw;
        }
        if (raw instanceof ByteBuffer buffer) {
            return remaining(buffer);
        }
        throw Unreadable.of(raw, byte[].class, "give the column a binary type, or read it as String");
    }

    static Object toUuid(Object raw) {
        if (raw instanceof UUID) {
            return raw;
        }
        Object bytes = raw instanceof ByteBuffer buffer ? remaining(buffer) : raw;
        if (bytes instanceof byte[] sixteen && sixteen.length == UUID_BYTES) {
            ByteBuffer buffer = ByteBuffer.wrap(sixteen);
            return new UUID(buffer.getLong(), buffer.getLong());
        }
        // UUID.fromString alone would take "1-1-1-1-1".
        if (raw instanceof String text && text.length() == UUID_LENGTH) {
            try {
                return UUID.fromString(text);
            } catch (IllegalArgumentException malformed) {
                // Not kept as the cause: its message quotes the value.
            }
        }
        throw new Unreadable(
                "a " + raw.getClass().getTypeName() + " that is no UUID cannot become a " + UUID.class.getTypeName(),
                "store UUIDs as text of 36 characters, as 16 bytes, or in a UUID column");
    }

    static Object toJson(Object raw) {
        if (raw instanceof Json) {
            return raw;
        }
        if (raw instanceof String text) {
            return new Json(text);
        }
        if (raw instanceof List<?> || raw instanceof Map<?, ?>) {
            return new Json(JsonCodec.installed().write(raw));
        }
        throw Unreadable.of(raw, Json.class, "give the column a JSON or text type");
    }

    /** Whatever the column holds, with what drivers alone have in a portable form: bytes as array, arrays as lists. */
    static Object toAny(Object raw) {
        if (raw instanceof ByteBuffer buffer) {
            return remaining(buffer);
        }
        if (raw instanceof Object[] array) {
            return anyList(array);
        }
        return raw;
    }

    private static List<@Nullable Object> anyList(@Nullable Object[] array) {
        var list = new ArrayList<@Nullable Object>(array.length);
        for (Object element : array) {
            list.add(element == null ? null : toAny(element));
        }
        return Collections.unmodifiableList(list);
    }

    static byte[] remaining(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static boolean isBit(Number number) {
        double value = number.doubleValue();
        return value == 0 || value == 1;
    }
}
