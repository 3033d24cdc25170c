package dev.sluice.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As a named module, and on a class path that lacks what is optional. */
class KeyModulesTest {

    private static final Predicate<String> REQUIRED = Pattern.compile(
                    "core/target/classes|/(sluice-core|reactor-core|reactive-streams|r2dbc-spi|slf4j-api|jspecify)-\\d")
            .asPredicate();

    private static final Predicate<String> OPTIONAL = Pattern.compile(
                    "/(jagged-\\w+|snakeyaml-engine|jackson-(core|databind|annotations))-\\d")
            .asPredicate();

    @ParameterizedTest
    @CsvSource({"secrets.yml, correct horse battery staple", "complex.json, from json"})
    void decryptsAsANamedModule(String file, String expected) throws Exception {
        Configuration resolved = ModuleLayer.boot()
                .configuration()
                .resolve(
                        ModuleFinder.of(path(REQUIRED.or(OPTIONAL))),
                        ModuleFinder.of(),
                        Set.of(
                                "dev.sluice.core",
                                "com.exceptionfactory.jagged.x25519",
                                "org.snakeyaml.engine",
                                "tools.jackson.databind"));
        ClassLoader loader = ModuleLayer.boot()
                .defineModulesWithOneLoader(resolved, ClassLoader.getPlatformClassLoader())
                .findLoader("dev.sluice.core");

        assertThat(loader.loadClass(KeySource.class.getName()).getModule().isNamed())
                .isTrue();
        assertThat(value(loader, file)).isEqualTo(expected);
    }

    @Test
    void namesTheLibraryThatIsMissing() throws Exception {
        assertThat(valueWithout("jagged", "secrets.yml"))
                .contains("com.exceptionfactory.jagged:jagged-x25519 is not on the class path; add it");
        assertThat(valueWithout("snakeyaml", "secrets.yml"))
                .contains("org.snakeyaml:snakeyaml-engine is not on the class path; add it");
        assertThat(valueWithout("jackson", "complex.json"))
                .contains("tools.jackson.core:jackson-databind (3.x) is not on the class path; add it");
    }

    @Test
    void needsNoParserForDotenvFiles() throws Exception {
        try (URLClassLoader loader = without("snakeyaml|jackson")) {
            assertThat(value(loader, "app.env", "DB_KEY")).isEqualTo("dotenv passphrase = with equals");
        }
    }

    private static String valueWithout(String library, String file) throws Exception {
        try (URLClassLoader loader = without(library)) {
            return value(loader, file);
        } catch (InvocationTargetException refused) {
            return String.valueOf(refused.getCause().getMessage());
        }
    }

    private static URLClassLoader without(String library) throws IOException {
        Predicate<String> left =
                OPTIONAL.and(Pattern.compile("/(" + library + ")").asPredicate().negate());
        URL[] urls =
                Arrays.stream(path(REQUIRED.or(left))).map(KeyModulesTest::url).toArray(URL[]::new);
        return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Path[] path(Predicate<String> wanted) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> wanted.test(entry.replace(File.separatorChar, '/')))
                .map(Path::of)
                .toArray(Path[]::new);
    }

    private static String value(ClassLoader loader, String file) throws ReflectiveOperationException {
        return value(loader, file, "db_key");
    }

    /** What the other loader's classes read. */
    private static String value(ClassLoader loader, String file, String name) throws ReflectiveOperationException {
        Object source = loader.loadClass(KeySource.class.getName())
                .getMethod("sops", Path.class, String.class, Map.class)
                .invoke(null, Fixtures.file(file), name, Fixtures.APP);
        Object resolved =
                loader.loadClass(KeySource.class.getName()).getMethod("resolve").invoke(source);
        Object key = loader.loadClass("reactor.core.publisher.Mono")
                .getMethod("block")
                .invoke(resolved);
        Object bytes = loader.loadClass(Key.class.getName()).getMethod("bytes").invoke(key);
        return new String((byte[]) bytes, StandardCharsets.UTF_8);
    }
}
