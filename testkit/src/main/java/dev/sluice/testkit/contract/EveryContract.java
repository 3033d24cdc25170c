package dev.sluice.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The base of a backend's test class, which nests one subclass of each contract: makes sure that none is forgotten.
 *
 * <pre>{@code
 * class H2ContractTest extends EveryContract {
 *
 *     H2ContractTest() {
 *         super(H2Fixture::new);
 *     }
 *
 *     @Nested
 *     class Client extends ClientContract {
 *         Client() {
 *             super(H2Fixture::new);
 *         }
 *     }
 *     ...
 * }
 * }</pre>
 */
public abstract class EveryContract {

    static final List<Class<? extends BackendContract>> ALL = List.of(
            BulkContract.class,
            ClientContract.class,
            ErrorContract.class,
            HookContract.class,
            LifecycleContract.class,
            MappingContract.class,
            PortableNumberContract.class,
            PortableTextContract.class,
            PortableTimeContract.class,
            PortableTransactionContract.class,
            PortableValueContract.class,
            PortableWriteContract.class,
            PropagationContract.class,
            RetryContract.class,
            StreamingContract.class,
            TransactionContract.class);

    private final Supplier<? extends BackendFixture> fixtures;

    /** Checks the nested contracts of the subclass and the declarations of this fixture. */
    protected EveryContract(Supplier<? extends BackendFixture> fixtures) {
        this.fixtures = fixtures;
    }

    @Test
    void everyContractIsNestedHere() {
        Set<Class<?>> nested = Arrays.stream(getClass().getDeclaredClasses())
                .<Class<?>>map(Class::getSuperclass)
                .collect(Collectors.toSet());

        assertThat(nested).containsAll(ALL);
    }

    @Test
    void everyDeclaredDeviationIsATest() {
        try (BackendFixture fixture = fixtures.get()) {
            assertThat(tests()).containsAll(fixture.deviations().keySet());
        }
    }

    static List<String> tests() {
        return ALL.stream()
                .flatMap(contract -> Arrays.stream(contract.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(Test.class))
                .map(Method::getName)
                .toList();
    }
}
