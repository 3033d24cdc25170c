package dev.sluice.mapping;

/**
 * Converts between an application's type and a portable one. Stateless and safe for all threads; null never reaches it,
 * and it never returns null.
 *
 * <p>Reading: whatever the driver hands over is first turned into {@link #driverType()} by the portable rules, so a
 * converter to {@code BigDecimal} meets a {@code BigDecimal} although SQLite stored text. Writing: the backend encodes
 * the result further. What a converter throws becomes the cause of the failure; leave the value out of its message.
 *
 * @param <A> the application's type
 * @param <D> the driver-side type, any portable one: String, Long, Double, BigDecimal, Boolean, byte[], {@link Json}, a
 *     java.time type, UUID
 */
public interface Converter<A, D> {

    /** The application's type: a class, an interface or an enum. */
    Class<A> type();

    /** The driver-side type. */
    Class<D> driverType();

    /** Turns an application's value into the one that is bound. */
    D write(A value);

    /** Turns a value that was read into the application's. */
    A read(D value);
}
