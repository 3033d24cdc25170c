package dev.sluice.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sluice.mapping.Json;
import dev.sluice.mapping.JsonCodec;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JacksonTest {

    record Address(String street, int number, LocalDate since) {}

    static final class Unwritable {
        @SuppressWarnings("DoNotCallSuggester") // Jackson calls it
        public String getStreet() {
            throw new IllegalStateException("secret");
        }
    }

    private final JsonCodec codec = JsonCodec.installed();

    @Test
    void findsTheCodecByItself() {
        assertThat(codec).isInstanceOf(JacksonCodec.class);
    }

    @Test
    void convertsObjectsBothWays() {
        var converter = Jackson.converter(Address.class);
        var address = new Address("Elm \"Street\" \uD83D\uDE00", 7, LocalDate.of(1969, 12, 31));

        Json json = converter.write(address);

        assertThat(json.text()).contains("\"since\":\"1969-12-31\"");
        assertThat(converter.read(json)).isEqualTo(address);
        assertThat(converter.type()).isEqualTo(Address.class);
        assertThat(converter.driverType()).isEqualTo(Json.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "secret", "[\"secret\"]", "{\"number\":\"secret\"}", "{\"secret\":1}x"})
    void saysWhereADocumentIsWrongWithoutQuotingIt(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Jackson.converter(Address.class).read(new Json(text)))
                .withMessageStartingWith("JSON that is no " + Address.class.getTypeName())
                .withMessageNotContaining("secret")
                .satisfies(failure -> assertThat(failure).hasNoCause());
    }

    @Test
    void saysThatAnObjectCannotBeWritten() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Jackson.converter(Unwritable.class).write(new Unwritable()))
                .withMessageStartingWith("a " + Unwritable.class.getTypeName() + " cannot be written as JSON")
                .withMessageNotContaining("secret");
    }

    static Stream<Arguments> trees() {
        UUID id = UUID.fromString("0f8fad5b-d9cb-469f-a165-70867728950e");
        return Stream.of(
                arguments(List.of(), "[]"),
                arguments(
                        Arrays.asList("a\"b", null, true, 1, 9223372036854775807L),
                        "[\"a\\\"b\",null,true,1,9223372036854775807]"),
                arguments(
                        List.of(new BigDecimal("1.50"), new BigInteger("98765432109876543210")),
                        "[1.50,98765432109876543210]"),
                arguments(List.of(0.1, Double.NaN, Float.NEGATIVE_INFINITY), "[0.1,\"NaN\",\"-Infinity\"]"),
                arguments(List.of(id, Instant.EPOCH), "[\"" + id + "\",\"1970-01-01T00:00:00Z\"]"),
                arguments(List.of(new Json("{\"a\":[1.50]}")), "[{\"a\":[1.50]}]"),
                arguments(Map.of("k", List.of(1)), "{\"k\":[1]}"));
    }

    @ParameterizedTest
    @MethodSource("trees")
    void writesTreesWithEveryDigit(Object tree, String expected) {
        assertThat(codec.write(tree)).isEqualTo(expected);
    }

    @Test
    void readsNumbersWithoutLoss() {
        assertThat(codec.read("[1, 5000000000, 98765432109876543210, 1.50, \"x\", false, null, {\"a\": []}]"))
                .isEqualTo(Arrays.asList(
                        1,
                        5_000_000_000L,
                        new BigInteger("98765432109876543210"),
                        new BigDecimal("1.50"),
                        "x",
                        false,
                        null,
                        Map.of("a", List.of())));
    }

    @Test
    void refusesWhatHasNoFormInJson() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> codec.write(List.of(new byte[] {1})))
                .withMessageStartingWith("a byte[] has no form in JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "[1] secret", "[1,]", "{'a':1}"})
    void refusesTextThatIsNotOneDocument(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> codec.read(text))
                .withMessageStartingWith("text that is no JSON")
                .withMessageNotContaining("secret");
    }

    @Test
    void survivesDeepNesting() {
        assertThatIllegalArgumentException().isThrownBy(() -> codec.read("[".repeat(1_000_000)));
    }
}
