package dev.sluice.sqlite.ecosystem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The driver as a named module, in a layer of its own; all other tests have it on the class path. */
final class ModulePathTest {

    private static final String DRIVER = "dev.sluice.sqlite";

    /** What the driver needs at run time; no BlockHound, which it only knows. */
    private static final Predicate<String> NEEDED = Pattern.compile(
                    "(core|sqlite-adapter)/target/classes|/(sluice-core|sluice-sqlite|reactor-core|reactive-streams"
                            + "|r2dbc-spi|slf4j-api|logback-\\w+|sqlite-jdbc|jspecify)-\\d")
            .asPredicate();

    private static final Predicate<String> SPRING = Pattern.compile(
                    "/(spring-(core|beans|tx|r2dbc)|commons-logging)-\\d")
            .asPredicate();

    @TempDir
    Path folder;

    private static ClassLoader modules(Predicate<String> wanted, String... roots) {
        Path[] path = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> wanted.test(entry.replace(File.separatorChar, '/')))
                .map(Path::of)
                .toArray(Path[]::new);
        Configuration resolved = ModuleLayer.boot()
                .configuration()
                .resolveAndBind(ModuleFinder.of(path), ModuleFinder.of(), Set.of(roots));
        ClassLoader loader = ModuleLayer.boot()
                .defineModulesWithOneLoader(resolved, ClassLoader.getPlatformClassLoader())
                .findLoader(DRIVER);
        assertThat(loader).isNotSameAs(ModulePathTest.class.getClassLoader());
        return loader;
    }

    private Object factory(ClassLoader modules) throws ReflectiveOperationException {
        String url = "r2dbc:sqlite:file:///" + folder.resolve("module.db");
        return modules.loadClass("io.r2dbc.spi.ConnectionFactories")
                .getMethod("get", String.class)
                .invoke(null, url);
    }

    private static Object call(ClassLoader modules, String type, Object target, String method, Object... arguments)
            throws ReflectiveOperationException {
        var found = Arrays.stream(modules.loadClass(type).getMethods())
                .filter(candidate ->
                        candidate.getName().equals(method) && candidate.getParameterCount() == arguments.length)
                .findFirst()
                .orElseThrow();
        return found.invoke(target, arguments);
    }

    private static Object await(ClassLoader modules, Object publisher) throws ReflectiveOperationException {
        Object mono = call(modules, "reactor.core.publisher.Mono", null, "from", publisher);
        return call(modules, "reactor.core.publisher.Mono", mono, "block");
    }

    @Test
    void runsAsANamedModuleWithoutSpring() throws ReflectiveOperationException {
        ClassLoader modules = modules(NEEDED, DRIVER);
        Object factory = factory(modules);
        assertThat(factory.getClass().getModule().getName()).isEqualTo(DRIVER);

        Object connection = await(modules, call(modules, "io.r2dbc.spi.ConnectionFactory", factory, "create"));
        Object remote = modules.loadClass("io.r2dbc.spi.ValidationDepth")
                .getField("REMOTE")
                .get(null);
        Object valid = await(modules, call(modules, "io.r2dbc.spi.Connection", connection, "validate", remote));
        assertThat(valid).isEqualTo(true);
        await(modules, call(modules, "io.r2dbc.spi.Closeable", connection, "close"));
        await(modules, call(modules, "io.r2dbc.spi.Closeable", factory, "close"));
    }

    @Test
    void springFindsItsBindMarkersInAHiddenPackage() throws ReflectiveOperationException {
        ClassLoader modules = modules(NEEDED.or(SPRING), DRIVER, "spring.r2dbc", "org.apache.commons.logging");
        Object markers = call(
                modules,
                "org.springframework.r2dbc.core.binding.BindMarkersFactoryResolver",
                null,
                "resolve",
                factory(modules));
        assertThat(markers).isNotNull();
        assertThat(List.of(modules.loadClass("dev.sluice.sqlite.spring.SqliteBindMarkers")
                        .getModule()
                        .getName()))
                .containsExactly(DRIVER);
    }
}
