package dev.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.error.MappingException;
import io.r2dbc.spi.Readable;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

class JacksonAbsentTest {

    /** Runs where Jackson cannot be found. */
    static final class Scenario implements Callable<List<String>> {

        @Override
        public List<String> call() {
            Long scalar = FakeRow.of("c", 7).as(Long.class);
            List<?> list = FakeRow.of("c", new Object[] {"a"}).as(List.class);
            String failure;
            try {
                failure = "read " + FakeRow.of("c", "[1]").as(List.class);
            } catch (MappingException absent) {
                failure = String.valueOf(absent.getMessage());
            }
            return List.of(String.valueOf(scalar), String.valueOf(list), failure);
        }
    }

    @Test
    void mapsEverythingButJsonAndNamesTheMissingDependency() throws Exception {
        try (URLClassLoader loader = withoutJackson()) {
            var constructor = loader.loadClass(Scenario.class.getName()).getDeclaredConstructor();
            constructor.setAccessible(true);

            Object result = ((Callable<?>) constructor.newInstance()).call();

            assertThat(result)
                    .isEqualTo(List.of(
                            "7",
                            "[a]",
                            "Column \"c\" (1 of 1) of row 17, for java.util.List: No JSON codec was found, so lists"
                                    + " that are stored as JSON text cannot be read or written; add"
                                    + " tools.jackson.core:jackson-databind (3.x) to the class path"));
        }
    }

    private static URLClassLoader withoutJackson() throws IOException {
        URL[] locations = Stream.of(
                        Mapper.class, JacksonAbsentTest.class, Readable.class, Publisher.class, NullMarked.class)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                .toArray(URL[]::new);
        URL services = Mapper.class.getResource("/META-INF/services/dev.sluice.mapping.JsonCodec");
        assertThat(services)
                .as("the provider is registered, so its absence is Jackson's")
                .isNotNull();
        return new URLClassLoader(locations, ClassLoader.getPlatformClassLoader());
    }
}
