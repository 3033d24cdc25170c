package dev.sluice.mapping;

/**
 * Converts between an application's type and one a driver knows. Both directions must be given; the write direction's
 * result is encoded further by the backend.
 *
 * @param <A> the application's type
 * @param <D> the driver-side type: String, Long, Double, BigDecimal, Boolean, byte[], a java.time type, UUID
 */
public interface Converter<A, D> {

    /** The application's type. */
    Class<A> type();

    /** The driver-side type. */
    Class<D> driverType();

    /** For binding. */
    D write(A value);

    /** For reading. */
    A read(D value);
}
