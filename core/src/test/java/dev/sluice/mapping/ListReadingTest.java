package dev.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.error.MappingException;
import dev.sluice.json.Jackson;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListReadingTest {

    record Tag(String name) {}

    record Lists(
            List<@Nullable Long> numbers,
            Set<UUID> ids,
            List<? extends BigDecimal> prices,
            List<List<Double>> nested) {}

    @SuppressWarnings("ArrayRecordComponent") // what is under test
    record Arrays2(int[] numbers, String[] names, byte[][] blobs) {}

    record Tags(List<Tag> tags, Tag first) {}

    @SuppressWarnings("ArrayRecordComponent") // what is under test
    record Generic<T>(List<T> values, T[] array) {}

    record Holder(Generic<Instant> times) {}

    private static final UUID ID = UUID.fromString("0f8fad5b-d9cb-469f-a165-70867728950e");

    @Test
    void readsDriverArraysAndCollections() {
        Lists lists = FakeRow.of(
                        "numbers", new Integer[] {1, null},
                        "ids", new UUID[] {ID, ID},
                        "prices", List.of("1.50", 2L),
                        "nested", new Object[] {new double[] {0.5}, new Object[0]})
                .as(Lists.class);

        assertThat(lists)
                .isEqualTo(new Lists(
                        Arrays.asList(1L, null),
                        Set.of(ID),
                        List.of(new BigDecimal("1.50"), new BigDecimal("2")),
                        List.of(List.of(0.5), List.of())));
    }

    @Test
    void readsTextThatHoldsAJsonArray() {
        Lists lists = FakeRow.of(
                        "numbers",
                        "[1, null]",
                        "ids",
                        "[\"" + ID + "\"]",
                        "prices",
                        new Json("[1.50, 98765432109876543210.12]"),
                        "nested",
                        "[[0.5, \"NaN\"], []]")
                .as(Lists.class);

        assertThat(lists)
                .isEqualTo(new Lists(
                        Arrays.asList(1L, null),
                        Set.of(ID),
                        List.of(new BigDecimal("1.50"), new BigDecimal("98765432109876543210.12")),
                        List.of(List.of(0.5, Double.NaN), List.of())));
    }

    @Test
    void readsArrays() {
        Arrays2 arrays = FakeRow.of(
                        "numbers", "[1, 2]", "names", new Object[] {"a", null}, "blobs", new byte[][] {{1}, {2}})
                .as(Arrays2.class);

        assertThat(arrays.numbers()).containsExactly(1, 2);
        assertThat(arrays.names()).containsExactly("a", null);
        assertThat(arrays.blobs()).isDeepEqualTo(new byte[][] {{1}, {2}});
    }

    @Test
    void resolvesElementTypesOfGenericRecords() {
        Holder holder = FakeRow.of(
                        "times_values", "[\"1970-01-01T00:00:00Z\"]", "times_array", "[\"1970-01-01T00:00:00Z\"]")
                .as(Holder.class);

        assertThat(holder.times().values()).containsExactly(Instant.EPOCH);
        assertThat(holder.times().array()).containsExactly(Instant.EPOCH);
    }

    @Test
    void readsListsOfAnApplicationsClassThroughItsConverter() {
        Mapper mapper = Mapper.standard().with(Jackson.converter(Tag.class));

        Tags tags = FakeRow.of("tags", "[{\"name\":\"a\"},{\"name\":\"b\"}]", "first", "{\"name\":\"a\"}")
                .as(mapper, Tags.class);

        assertThat(tags).isEqualTo(new Tags(List.of(new Tag("a"), new Tag("b")), new Tag("a")));
        assertThat(JsonCodec.installed().write(mapper.write(List.of(new Tag("a")))))
                .isEqualTo("[{\"name\":\"a\"}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "{\"secret\":1}", "\"secret\"", "null", "[1] secret", "[1.5]", "[\"secret\"]"})
    void refusesTextThatIsNoArrayOfTheElementType(String text) {
        record Numbers(List<Integer> numbers) {}

        assertThatExceptionOfType(MappingException.class)
                .isThrownBy(() -> FakeRow.of("numbers", text).as(Numbers.class))
                .withMessageStartingWith("Column \"numbers\" (1 of 1) of row 17, for Numbers.numbers: ")
                .withMessageNotContaining("secret");
    }

    @Test
    void refusesNullInAPrimitiveArrayAndBytesAsAList() {
        assertThatExceptionOfType(MappingException.class)
                .isThrownBy(() -> FakeRow.of("c", "[1,null]").as(int[].class))
                .withMessageContaining("a list that holds null cannot become a int[]; read it as List");
        assertThatExceptionOfType(MappingException.class)
                .isThrownBy(() -> FakeRow.of("c", new byte[] {1}).as(int[].class))
                .withMessageContaining("give the column an array type");
    }
}
