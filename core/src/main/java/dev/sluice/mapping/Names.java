package dev.sluice.mapping;

import java.util.Locale;

/** How names of columns, components and properties are compared. */
final class Names {

    private Names() {}

    /** The same for {@code user_name}, {@code USERNAME} and {@code userName}. */
    static String normalise(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    /** How a column for this component would be written. */
    static String snakeCase(String name) {
        var snake = new StringBuilder(name.length() + 4);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isUpperCase(c) && i > 0 && !Character.isUpperCase(name.charAt(i - 1))) {
                snake.append('_');
            }
            snake.append(Character.toLowerCase(c));
        }
        return snake.toString();
    }
}
