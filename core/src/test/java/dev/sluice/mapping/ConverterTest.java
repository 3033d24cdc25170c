package dev.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.error.MappingException;
import dev.sluice.error.ParameterException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ConverterTest {

    record Money(BigDecimal amount) {}

    record Invoice(Money total, Optional<Money> paid, List<Money> parts) {}

    enum Level {
        LOW,
        HIGH
    }

    sealed interface Shape permits Circle, Kind {}

    record Circle(int radius) implements Shape {}

    enum Kind implements Shape {
        ROUND
    }

    record Simple<A, D>(Class<A> type, Class<D> driverType, Function<A, D> writer, Function<D, A> reader)
            implements Converter<A, D> {

        @Override
        public D write(A value) {
            return writer.apply(value);
        }

        @Override
        public A read(D value) {
            return reader.apply(value);
        }
    }

    private static final Converter<Money, BigDecimal> MONEY =
            new Simple<>(Money.class, BigDecimal.class, Money::amount, Money::new);

    private final Mapper mapper = Mapper.standard().with(MONEY);

    @Test
    void convertsScalarsComponentsOptionalsAndElements() {
        Money five = new Money(new BigDecimal("5.00"));
        var row = FakeRow.of("total", "5.00", "paid", null, "parts", new Object[] {"5.00"});

        assertThat(FakeRow.of("c", "5.00").as(mapper, Money.class)).isEqualTo(five);
        assertThat(row.as(mapper, Invoice.class)).isEqualTo(new Invoice(five, Optional.empty(), List.of(five)));
        assertThat(mapper.write(five)).isEqualTo(new BigDecimal("5.00"));
        assertThat(mapper.write(List.of(five))).isEqualTo(List.of(new BigDecimal("5.00")));
        assertThat(mapper.write(Optional.of(five))).isEqualTo(new BigDecimal("5.00"));
        assertThat(mapper.portableType(Money.class)).isEqualTo(BigDecimal.class);
    }

    @Test
    void neverHandsNullToAConverter() {
        assertThat(FakeRow.of("c", null).orNull(mapper, Money.class)).isNull();
        assertThat(mapper.write(null)).isNull();
    }

    @Test
    void letsTheLatestConverterWinOverEarlierAndBuiltInOnes() {
        var byNumber = new Simple<>(
                Level.class, Long.class, level -> level == Level.LOW ? 0L : 1L, n -> n == 0 ? Level.LOW : Level.HIGH);
        var millis = new Simple<>(Instant.class, Long.class, Instant::toEpochMilli, Instant::ofEpochMilli);
        var seconds = new Simple<>(Instant.class, Long.class, Instant::getEpochSecond, Instant::ofEpochSecond);
        Mapper extended = mapper.with(byNumber).with(millis).with(seconds);

        assertThat(FakeRow.of("c", 1).as(extended, Level.class)).isEqualTo(Level.HIGH);
        assertThat(extended.write(Level.HIGH)).isEqualTo(1L);
        assertThat(FakeRow.of("c", 60L).as(extended, Instant.class)).isEqualTo(Instant.ofEpochSecond(60));
        assertThat(extended.write(Instant.ofEpochSecond(60))).isEqualTo(60L);
        assertThat(extended.portableType(Level.class)).isEqualTo(Long.class);
    }

    @Test
    void leavesTheMapperItCameFromAlone() {
        assertThatExceptionOfType(ParameterException.class)
                .isThrownBy(() -> Mapper.standard().write(new Money(BigDecimal.ONE)));
        assertThat(FakeRow.of("amount", "1").as(Money.class)).isEqualTo(new Money(BigDecimal.ONE));
        assertThat(FakeRow.of("amount", "1").as(mapper, Money.class)).isEqualTo(new Money(BigDecimal.ONE));
    }

    @Test
    void convertsPrimitiveComponentsThroughTheirBox() {
        record Flag(boolean set) {}
        var yesNo = new Simple<>(Boolean.class, String.class, set -> set ? "Y" : "N", "Y"::equals);

        assertThat(FakeRow.of("set", "Y").as(mapper.with(yesNo), Flag.class)).isEqualTo(new Flag(true));
        assertThat(mapper.with(yesNo).write(true)).isEqualTo("Y");
    }

    @Test
    void writesValuesThroughTheConverterOfAnInterface() {
        var path = new Simple<>(Path.class, String.class, Path::toString, Path::of);
        var shape = new Simple<>(Shape.class, String.class, value -> "shape " + value, text -> new Circle(1));
        Mapper extended = mapper.with(path).with(shape);

        assertThat(extended.write(Path.of("a", "b")))
                .isEqualTo(Path.of("a", "b").toString());
        assertThat(FakeRow.of("c", "a").as(extended, Path.class)).isEqualTo(Path.of("a"));
        assertThat(extended.write(Kind.ROUND)).isEqualTo("shape ROUND");
        assertThat(extended.write(new Circle(2))).isEqualTo("shape Circle[radius=2]");
    }

    enum Op implements Supplier<String> {
        PLUS {
            @Override
            public String get() {
                return "+";
            }
        }
    }

    @Test
    void prefersTheConverterOfAnEnumAlsoForConstantsWithABody() {
        var op = new Simple<>(Op.class, String.class, Op::get, text -> Op.PLUS);
        var any = new Simple<>(Supplier.class, String.class, supplier -> "any", text -> () -> text);

        assertThat(mapper.with(op).with(any).write(Op.PLUS)).isEqualTo("+");
    }

    @Test
    void doesNotLetAConverterOfObjectTakePortableValues() {
        var any = new Simple<>(Object.class, String.class, value -> "taken", text -> text);

        assertThat(mapper.with(any).write(1L)).isEqualTo(1L);
        assertThat(mapper.with(any).write(new Object())).isEqualTo("taken");
    }

    @Test
    void writesAConvertersResultAsAPortableValue() {
        record Timeout(Duration value) {}
        var timeout = new Simple<>(Timeout.class, Duration.class, Timeout::value, Timeout::new);
        Mapper extended = mapper.with(timeout);

        assertThat(extended.write(new Timeout(Duration.ofSeconds(1)))).isEqualTo(1_000_000L);
        assertThat(extended.portableType(Timeout.class)).isEqualTo(Long.class);
        assertThat(FakeRow.of("c", 1_000_000L).as(extended, Timeout.class))
                .isEqualTo(new Timeout(Duration.ofSeconds(1)));
    }

    @Test
    void keepsWhatAConverterThrewAsTheCause() {
        var failing = new Simple<Money, String>(Money.class, String.class, money -> "", text -> {
            throw new IllegalStateException("no");
        });

        assertThatExceptionOfType(MappingException.class)
                .isThrownBy(() -> FakeRow.of("c", "x").as(mapper.with(failing), Money.class))
                .withMessageContaining("the converter of " + Money.class.getTypeName() + " refused it; see the cause")
                .withCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void keepsWhatAConverterThrewOnWritingAsTheCause() {
        var failing = new Simple<Money, String>(
                Money.class,
                String.class,
                money -> {
                    throw new IllegalStateException("no");
                },
                text -> new Money(BigDecimal.ONE));

        assertThatExceptionOfType(ParameterException.class)
                .isThrownBy(() -> mapper.with(failing).write("price", new Money(BigDecimal.ONE)))
                .withMessage("Parameter price: the converter of " + Money.class.getTypeName()
                        + " refused a value; see the cause")
                .withCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    @SuppressWarnings("NullAway") // breaks the contract on purpose
    void refusesConvertersThatReturnNull() {
        Mapper broken = mapper.with(new Simple<Money, String>(Money.class, String.class, money -> null, text -> null));

        assertThatExceptionOfType(MappingException.class)
                .isThrownBy(() -> FakeRow.of("c", "x").as(broken, Money.class))
                .withMessageContaining("returned null");
        assertThatExceptionOfType(ParameterException.class)
                .isThrownBy(() -> broken.write(new Money(BigDecimal.ONE)))
                .withMessageContaining("returned null");
    }

    @Test
    void refusesDriverTypesThatAreNotPortable() {
        var wrong = new Simple<Money, Money>(Money.class, Money.class, money -> money, money -> money);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> mapper.with(wrong))
                .withMessageContaining("driverType must be a portable type")
                .withMessageEndingWith("was " + Money.class.getTypeName());
    }
}
