package dev.sluice.settings;

import java.util.Locale;

/** How a setting's name is spelled in one kind of place. */
enum Spelling {
    /** URL parameters and code: {@code acquireTimeout}. */
    CAMEL {
        @Override
        String of(String name) {
            return name;
        }
    },
    /** The environment: {@code SLUICE_ACQUIRE_TIMEOUT}. */
    ENVIRONMENT {
        @Override
        String of(String name) {
            return ENVIRONMENT_PREFIX + separated(name, '_').toUpperCase(Locale.ROOT);
        }
    },
    /** Files: {@code sluice.acquire-timeout}. */
    FILE {
        @Override
        String of(String name) {
            return FILE_PREFIX + separated(name, '-');
        }
    };

    static final String ENVIRONMENT_PREFIX = "SLUICE_";
    static final String FILE_PREFIX = "sluice.";

    abstract String of(String name);

    /** Turns {@code ACQUIRE_TIMEOUT}, {@code acquire-timeout} and {@code acquire_timeout} into {@code acquireTimeout}. */
    static String camelCase(String separated) {
        boolean allUpper = separated.equals(separated.toUpperCase(Locale.ROOT));
        String text = allUpper ? separated.toLowerCase(Locale.ROOT) : separated;
        StringBuilder out = new StringBuilder();
        boolean raise = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '-' || c == '_') {
                raise = true;
            } else {
                out.append(raise ? Character.toUpperCase(c) : c);
                raise = false;
            }
        }
        return out.toString();
    }

    private static String separated(String name, char separator) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isUpperCase(c)) {
                out.append(separator);
            }
            out.append(Character.toLowerCase(c));
        }
        return out.toString();
    }
}
