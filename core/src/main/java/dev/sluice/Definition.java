package dev.sluice;

import io.r2dbc.spi.Option;
import io.r2dbc.spi.TransactionDefinition;
import org.jspecify.annotations.Nullable;

/** Our options as the drivers read them. */
record Definition(TransactionOptions options) implements TransactionDefinition {

    @Override
    public <T> @Nullable T getAttribute(Option<T> option) {
        Object value = null;
        if (option.equals(ISOLATION_LEVEL)) {
            value = options.isolation();
        } else if (option.equals(READ_ONLY)) {
            value = options.readOnly() ? Boolean.TRUE : null;
        } else if (option.equals(NAME)) {
            value = options.name().orElse(null);
        }
        return value == null ? null : option.cast(value);
    }
}
