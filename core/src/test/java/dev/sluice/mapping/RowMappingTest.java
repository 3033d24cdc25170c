package dev.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import dev.sluice.error.MappingException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.nio.CharBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowMappingTest {

    public record User(int id, @Nullable String userName, Optional<Instant> lastSeen) {}

    record One(String name) {}

    private record Hidden(long id) {}

    public record Address(String street, @Nullable Integer number) {}

    public record Customer(long id, @Nullable Address address, Optional<Address> invoiceAddress) {}

    public record Pair<A, B>(A first, B second) {}

    public record Bounded<T extends Comparable<T>, N extends Number>(T value, N number) {}

    public record Prices(Pair<Integer, Optional<Address>> pair) {}

    public record Picky(int age) {
        public Picky {
            if (age < 0) {
                throw new IllegalArgumentException("age must be >= 0");
            }
        }
    }

    public static final class Account {
        private final String owner;
        private final long balance;

        public Account(String owner, long balance) {
            this.owner = owner;
            this.balance = balance;
        }

        Account(String owner) {
            this(owner, 0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"user_name", "USER_NAME", "userName", "USERNAME", "username"})
    void matchesColumnsWhateverTheirCaseAndUnderscores(String label) {
        User user = FakeRow.of("ID", 1L, label, "alice", "last_seen", null).as(User.class);

        assertThat(user).isEqualTo(new User(1, "alice", Optional.empty()));
    }

    @Test
    void fillsOptionalComponentsAndIgnoresSurplusColumns() {
        User user = FakeRow.of("extra", "x", "last_seen", "2026-11-20 16:33:42", "user_name", null, "id", 2L)
                .as(User.class);

        assertThat(user).isEqualTo(new User(2, null, Optional.of(Instant.parse("2026-11-20T16:33:42Z"))));
    }

    @Test
    void mapsOneComponentRecordsAndTypesThatAreNotPublic() {
        assertThat(FakeRow.of("name", "x").as(One.class)).isEqualTo(new One("x"));
        assertThat(FakeRow.of("id", 7L).as(Hidden.class)).isEqualTo(new Hidden(7));
    }

    @Test
    void mapsAClassThroughItsOnePublicConstructor() {
        Account account = FakeRow.of("balance", 5L, "owner", "bob").as(Account.class);

        assertThat(account.owner).isEqualTo("bob");
        assertThat(account.balance).isEqualTo(5);
    }

    @Test
    void takesTheFirstOfColumnsWithTheSameLabel() {
        assertThat(FakeRow.of("name", "first", "NAME", "second").as(One.class)).isEqualTo(new One("first"));
        assertThat(FakeRow.of("NAME", "first", "Name", "second").as(One.class)).isEqualTo(new One("first"));
    }

    @Test
    void prefersTheExactNameAmongColumnsThatDiffer() {
        User user = FakeRow.of("id", 1L, "user_name", "no", "userName", "yes", "lastSeen", null)
                .as(User.class);

        assertThat(user).extracting(User::userName).isEqualTo("yes");
    }

    @Test
    void refusesColumnsThatDifferAndMatchEquallyWell() {
        var row = FakeRow.of("id", 1L, "user_name", "a", "USERNAME", "b", "last_seen", null);

        assertThatExceptionOfType(MappingException.class)
                .isThrownBy(() -> row.as(User.class))
                .withMessage(
                        "Columns \"user_name\" and \"USERNAME\" both match component User.userName; the columns are"
                                + " [id, user_name, USERNAME, last_seen]; alias one of them AS \"userName\"");
    }

    @Test
    void namesTheComponentThatHasNoColumn() {
        assertThatExceptionOfType(MappingException.class)
                .isThrownBy(() -> FakeRow.of("id", 1L, "nick", "x").as(User.class))
                .withMessage("No column for component User.userName (java.lang.String); the columns are [id, nick];"
                        + " select it, alias an expression AS user_name, or drop the component")
                .satisfies(failure -> assertThat(failure.row()).isZero());
    }

    @Test
    void namesComponentRowAndColumnOfAValueThatDoesNotFit() {
        assertThatExceptionOfType(MappingException.class)
                .isThrownBy(() -> FakeRow.of("id", "secret", "user_name", "x", "last_seen", null)
                        .as(User.class))
                .withMessage("Column \"id\" (1 of 3) of row 17, for User.id: text that is no number cannot become a"
                        + " java.lang.Integer; give the column a numeric type, or read it as String");
        assertThatExceptionOfType(MappingException.class)
                .isThrownBy(() -> FakeRow.of("id", null, "user_name", "x", "last_seen", null)
                        .as(User.class))
                .withMessageContaining("for User.id: null cannot become a primitive");
    }

    @Test
    void nestsRecordsByPrefixAndLeavesThemOutWhenEveryColumnIsNull() {
        Customer both = FakeRow.of(
                        "id",
                        1L,
                        "address_street",
                        "A",
                        "addressNumber",
                        null,
                        "invoice_address_street",
                        "B",
                        "INVOICE_ADDRESS_NUMBER",
                        2L)
                .as(Customer.class);
        Customer none = FakeRow.of(
                        "id",
                        1L,
                        "address_street",
                        null,
                        "address_number",
                        null,
                        "invoice_address_street",
                        null,
                        "invoice_address_number",
                        null)
                .as(Customer.class);

        assertThat(both).isEqualTo(new Customer(1, new Address("A", null), Optional.of(new Address("B", 2))));
        assertThat(none).isEqualTo(new Customer(1, null, Optional.empty()));
    }

    @Test
    void nestsRecordsInNestedRecords() {
        record Site(Optional<Address> address) {}
        record Shop(@Nullable Site site) {}

        assertThat(FakeRow.of("site_address_street", "A", "site_address_number", null)
                        .as(Shop.class))
                .isEqualTo(new Shop(new Site(Optional.of(new Address("A", null)))));
        assertThat(FakeRow.of("site_address_street", null, "site_address_number", null)
                        .as(Shop.class))
                .isEqualTo(new Shop(null));
    }

    @Test
    void saysHowToFeedAComponentThatIsNoPortableValue() {
        assertThatExceptionOfType(MappingException.class)
                .isThrownBy(() -> FakeRow.of("id", 1L, "address", "{}").as(Customer.class))
                .withMessageContaining("Component Customer.address (" + Address.class.getTypeName()
                        + ") is no portable value and has no Converter; the columns are [id, address]; prefix its"
                        + " columns with address_, or register a Converter for it (for JSON: Jackson.converter)");
    }

    @Test
    void endsOnRecordsThatContainThemselves() {
        record Node(int id, Node parent) {}

        assertThatExceptionOfType(MappingException.class)
                .isThrownBy(() -> FakeRow.of("id", 1L, "parent_id", 2L).as(Node.class))
                .withMessageContaining("Component Node.parent.parent");
    }

    @Test
    void resolvesTypeArgumentsOfNestedGenericRecords() {
        Prices prices = FakeRow.of("pair_first", 1L, "pair_second_street", "A", "pair_second_number", 2L)
                .as(Prices.class);

        assertThat(prices).isEqualTo(new Prices(new Pair<>(1, Optional.of(new Address("A", 2)))));
    }

    @Test
    void fallsBackToTheBoundOfTypeArgumentsThatAreNotKnown() {
        assertThat(FakeRow.of("first", 1L, "second", "x").as(Pair.class)).isEqualTo(new Pair<>(1L, "x"));
        assertThatExceptionOfType(MappingException.class)
                .isThrownBy(() -> FakeRow.of("value", "a", "number", 1).as(Bounded.class))
                .withMessageContaining("Bounded.value (java.lang.Comparable) is no portable value");
    }

    public record Sixty(
            int c0,
            int c1,
            int c2,
            int c3,
            int c4,
            int c5,
            int c6,
            int c7,
            int c8,
            int c9,
            int c10,
            int c11,
            int c12,
            int c13,
            int c14,
            int c15,
            int c16,
            int c17,
            int c18,
            int c19,
            int c20,
            int c21,
            int c22,
            int c23,
            int c24,
            int c25,
            int c26,
            int c27,
            int c28,
            int c29,
            int c30,
            int c31,
            int c32,
            int c33,
            int c34,
            int c35,
            int c36,
            int c37,
            int c38,
            int c39,
            int c40,
            int c41,
            int c42,
            int c43,
            int c44,
            int c45,
            int c46,
            int c47,
            int c48,
            int c49,
            int c50,
            int c51,
            int c52,
            int c53,
            int c54,
            int c55,
            int c56,
            int c57,
            int c58,
            long c59) {}

    @Test
    void mapsRecordsOfSixtyComponents() {
        var row = new FakeRow();
        for (int i = 59; i >= 0; i--) {
            row.add("C" + i, (long) i, R2dbcType.BIGINT);
        }

        Sixty sixty = row.as(Sixty.class);

        assertThat(sixty.c0()).isZero();
        assertThat(sixty.c31()).isEqualTo(31);
        assertThat(sixty.c59()).isEqualTo(59);
    }

    @Test
    void mapsRowsToMapsInTheOrderOfTheColumns() {
        var row = FakeRow.of("b", 1L, "a", null, "b", 2L, "C", new Object[] {1});

        Map<String, @Nullable Object> map =
                Mapper.standard().mapReader(row.columns()).read(row, 1);

        assertThat(map).containsExactly(entry("b", 1L), entry("a", null), entry("C", List.of(1)));
        assertThat((Object) row.as(Map.class)).isEqualTo(map);
    }

    @Test
    void readsJsonColumnsAsTextWhateverClassTheDriverHasForThem() {
        record Holder(Json document, String text) {}
        var driversJson = CharBuffer.wrap("{\"a\":1}");
        var row = FakeRow.of()
                .add("document", driversJson, FakeRow.driverType("jsonb", CharBuffer.class))
                .add("text", driversJson, FakeRow.driverType("JSON", CharBuffer.class));

        assertThat(row.as(Holder.class)).isEqualTo(new Holder(new Json("{\"a\":1}"), "{\"a\":1}"));
        assertThat(Mapper.standard().mapReader(row.columns()).read(row, 1))
                .containsEntry("document", new Json("{\"a\":1}"));
    }

    @Test
    void refusesScalarsFromManyColumnsOrNone() {
        assertThatExceptionOfType(MappingException.class)
                .isThrownBy(() -> FakeRow.of("a", 1L, "b", 2L).as(Long.class))
                .withMessage("A java.lang.Long takes one column, but the columns are [a, b]; select one, or map to a"
                        + " record or Map");
        assertThatExceptionOfType(MappingException.class)
                .isThrownBy(() -> FakeRow.of().as(Long.class))
                .withMessageContaining("the columns are []");
    }

    abstract static class Abstract {}

    @SuppressWarnings("ClassCanBeStatic") // what is under test
    class Inner {
        public Inner(int id) {}
    }

    public static class Two {
        public Two(int id) {}

        public Two(String name) {}
    }

    public record Empty() {}

    @Test
    void saysWhyAClassCannotBeBuilt() {
        assertRefused(Abstract.class, "it is abstract; map to a record");
        assertRefused(Inner.class, "it is an inner class and needs an outer instance");
        assertRefused(Two.class, "it has 2 public constructors; make it a record, leave one constructor public");
        assertRefused(Empty.class, "its constructor takes nothing; give it a component per column");
        assertRefused(Runnable.class, "it is an interface");
        assertRefused(java.io.FilterReader.class, "it is abstract");
        assertRefused(java.io.CharArrayReader.class, "it has 2 public constructors");
    }

    private static void assertRefused(Class<?> type, String reason) {
        assertThatExceptionOfType(MappingException.class)
                .isThrownBy(() -> FakeRow.of("id", 1L).as(type))
                .withMessageStartingWith("A row cannot become a " + type.getTypeName() + ": ")
                .withMessageContaining(reason);
    }

    @Test
    void keepsWhatTheConstructorThrewAsTheCause() {
        assertThatExceptionOfType(MappingException.class)
                .isThrownBy(() -> FakeRow.of("age", -1L).as(Picky.class))
                .withMessageStartingWith("The constructor of " + Picky.class.getTypeName() + " refused row 17; ")
                .withCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void leavesTheDatabasesOwnFailuresAsTheyAre() {
        var lost = new R2dbcNonTransientResourceException("connection lost");
        var reader = Mapper.standard().reader(One.class, FakeRow.of("name", "x").columns());

        assertThatExceptionOfType(R2dbcNonTransientResourceException.class)
                .isThrownBy(() -> reader.read(failing(lost), 1))
                .isSameAs(lost);
        assertThatExceptionOfType(MappingException.class)
                .isThrownBy(() -> reader.read(failing(new UnsupportedOperationException("no codec")), 1))
                .withMessageContaining(
                        "Column \"name\" (1 of 1) of row 1, for One.name: the driver could not decode it")
                .withCauseInstanceOf(UnsupportedOperationException.class);
    }

    private static Readable failing(RuntimeException failure) {
        return new Readable() {
            @Override
            public <T> T get(int index, Class<T> type) {
                throw failure;
            }

            @Override
            public <T> T get(String name, Class<T> type) {
                throw failure;
            }
        };
    }

    @Test
    void plansOncePerTypeAndLabels() {
        var mapper = Mapper.standard();
        var first = mapper.reader(One.class, FakeRow.of("name", "x").columns());

        assertThat(mapper.reader(One.class, FakeRow.of("name", 1L).columns())).isSameAs(first);
        assertThat(mapper.reader(One.class, FakeRow.of("NAME", "x").columns())).isNotSameAs(first);
    }

    @Test
    void keepsABoundedNumberOfPlans() {
        var mapper = Mapper.standard();
        var first = mapper.reader(One.class, FakeRow.of("name", "x", "plan", 0).columns());
        for (int i = 0; i < 200; i++) {
            mapper.reader(One.class, FakeRow.of("name", "x", "other" + i, 0).columns());
        }

        assertThat(mapper.reader(One.class, FakeRow.of("name", "x", "plan", 0).columns()))
                .isNotSameAs(first);
    }
}
