package dev.sluice.examples.quickstart;

import java.lang.Character.UnicodeScript;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The JDK's own Unicode database: every assigned code point that is neither private use nor a surrogate. */
final class UnicodeData {

    private static final String[] CATEGORIES = categories();
    private static final String[] BIDI_CLASSES = {
        "L", "R", "AL", "EN", "ES", "ET", "AN", "CS", "NSM", "BN", "B", "S", "WS", "ON", "LRE", "LRO", "RLE", "RLO",
        "PDF", "LRI", "RLI", "FSI", "PDI"
    };

    private static final Map<UnicodeScript, Integer> SCRIPT_IDS = scriptIds();

    private UnicodeData() {}

    static Map<UnicodeScript, Integer> scripts() {
        return SCRIPT_IDS;
    }

    static Stream<CodePoint> codePoints() {
        return IntStream.rangeClosed(Character.MIN_CODE_POINT, Character.MAX_CODE_POINT)
                .filter(UnicodeData::isCharacter)
                .mapToObj(UnicodeData::describe);
    }

    static int count() {
        return (int) IntStream.rangeClosed(Character.MIN_CODE_POINT, Character.MAX_CODE_POINT)
                .filter(UnicodeData::isCharacter)
                .count();
    }

    private static boolean isCharacter(int code) {
        int type = Character.getType(code);
        return type != Character.UNASSIGNED && type != Character.PRIVATE_USE && type != Character.SURROGATE;
    }

    private static CodePoint describe(int code) {
        return new CodePoint(
                code,
                Character.getName(code),
                Objects.requireNonNull(SCRIPT_IDS.get(UnicodeScript.of(code))),
                CATEGORIES[Character.getType(code)],
                numericValue(code),
                BIDI_CLASSES[Character.getDirectionality(code)]);
    }

    /** The value of digits and numbers; fractions have none, and letters count as digits of base 36 only to the JDK. */
    @SuppressWarnings("CharacterGetNumericValue") // wanted here: numerals of every script
    private static Optional<Integer> numericValue(int code) {
        int value = Character.getNumericValue(code);
        return value < 0 || Character.isLetter(code) ? Optional.empty() : Optional.of(value);
    }

    private static Map<UnicodeScript, Integer> scriptIds() {
        var ids = new EnumMap<UnicodeScript, Integer>(UnicodeScript.class);
        for (UnicodeScript script : UnicodeScript.values()) {
            ids.put(script, ids.size() + 1);
        }
        return ids;
    }

    /** The two letters of the Unicode Standard for each constant of {@link Character#getType(int)}. */
    private static String[] categories() {
        String[] names = new String[31];
        names[Character.UPPERCASE_LETTER] = "Lu";
        names[Character.LOWERCASE_LETTER] = "Ll";
        names[Character.TITLECASE_LETTER] = "Lt";
        names[Character.MODIFIER_LETTER] = "Lm";
        names[Character.OTHER_LETTER] = "Lo";
        names[Character.NON_SPACING_MARK] = "Mn";
        names[Character.ENCLOSING_MARK] = "Me";
        names[Character.COMBINING_SPACING_MARK] = "Mc";
        names[Character.DECIMAL_DIGIT_NUMBER] = "Nd";
        names[Character.LETTER_NUMBER] = "Nl";
        names[Character.OTHER_NUMBER] = "No";
        names[Character.SPACE_SEPARATOR] = "Zs";
        names[Character.LINE_SEPARATOR] = "Zl";
        names[Character.PARAGRAPH_SEPARATOR] = "Zp";
        names[Character.CONTROL] = "Cc";
        names[Character.FORMAT] = "Cf";
        names[Character.DASH_PUNCTUATION] = "Pd";
        names[Character.START_PUNCTUATION] = "Ps";
        names[Character.END_PUNCTUATION] = "Pe";
        names[Character.CONNECTOR_PUNCTUATION] = "Pc";
        names[Character.OTHER_PUNCTUATION] = "Po";
        names[Character.INITIAL_QUOTE_PUNCTUATION] = "Pi";
        names[Character.FINAL_QUOTE_PUNCTUATION] = "Pf";
        names[Character.MATH_SYMBOL] = "Sm";
        names[Character.CURRENCY_SYMBOL] = "Sc";
        names[Character.MODIFIER_SYMBOL] = "Sk";
        names[Character.OTHER_SYMBOL] = "So";
        return names;
    }
}
