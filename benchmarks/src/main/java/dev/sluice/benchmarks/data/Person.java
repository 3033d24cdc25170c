package dev.sluice.benchmarks.data;

/** A row that reads return. The text of each column follows from the id, so that a wrong row is noticed. */
public record Person(long id, String name, String email, String city, String note) {

    private static final String EMAIL = "person";

    /** Whether this is the whole row with that id, as {@link Dataset} wrote it. */
    public boolean isNumber(long expected) {
        return id == expected
                && endsWith(name, "Name ", expected)
                && endsWith(city, "City ", expected % Dataset.CITIES)
                && endsWith(note, "Note about ", expected)
                && email.startsWith(EMAIL)
                && Long.parseLong(email, EMAIL.length(), email.indexOf('@'), 10) == expected;
    }

    /** Characters in all columns of text. */
    public int textLength() {
        return name.length() + email.length() + city.length() + note.length();
    }

    private static boolean endsWith(String text, String start, long number) {
        return text.startsWith(start) && Long.parseLong(text, start.length(), text.length(), 10) == number;
    }
}
