package dev.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.error.MappingException;
import dev.sluice.error.ParameterException;
import java.lang.module.ModuleFinder;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Supplier;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassLoadingTest {

    @TempDir
    Path folder;

    @Test
    void letsAMappedClassBeUnloadedWhileTheMapperLives() throws Exception {
        compile("Item.java", "public record Item(int id) {}");

        WeakReference<Class<?>> type = mapOnce();
        for (int i = 0; i < 50 && type.get() != null; i++) {
            System.gc();
            // Soft references and class metadata go only under pressure.
            assertThat(new byte[1 << 20]).isNotEmpty();
        }

        assertThat(type.get()).isNull();
        assertThat(Mapper.standard()).isNotNull();
    }

    private WeakReference<Class<?>> mapOnce() throws Exception {
        try (var loader = new URLClassLoader(new URL[] {url()}, null)) {
            Class<?> type = loader.loadClass("Item");
            Object item = FakeRow.of("id", 7L).as(type);
            assertThat(item).hasToString("Item[id=7]");
            assertThat(Mapper.standard().property(String.valueOf(item), "id")).isEmpty();
            assertThat(Mapper.standard().property(item, "id")).isPresent();
            return new WeakReference<>(type);
        }
    }

    @Test
    void saysWhichPackageToOpenWhenAModuleKeepsItClosed() throws Exception {
        Class<?> type = moduleClass("module shop { provides java.util.function.Supplier with shop.model.Items; }");

        assertThatExceptionOfType(MappingException.class)
                .isThrownBy(() -> FakeRow.of("id", 7L).as(type))
                .withMessage("A row cannot become a shop.model.Item: its module does not let its constructor be called;"
                        + " make the class public in an exported package, or add \"opens shop.model to the class path"
                        + " (ALL-UNNAMED)\" to the module shop");
        Object item = ServiceLoader.load(type.getModule().getLayer(), Supplier.class)
                .findFirst()
                .orElseThrow()
                .get();
        assertThatExceptionOfType(ParameterException.class)
                .isThrownBy(() -> Mapper.standard().property(item, "id"))
                .withMessageStartingWith("Property id of shop.model.Item cannot be read; make the class public");
    }

    @Test
    void mapsClassesOfAnExportedPackageAndHiddenOnesOfAnOpenPackage() throws Exception {
        assertThat((Object) FakeRow.of("id", 7L).as(moduleClass("module shop { exports shop.model; }")))
                .hasToString("Item[id=7]");
        assertThat((Object) FakeRow.of("id", 7L).as(moduleClass("open module shop { }")))
                .hasToString("Item[id=7]");
    }

    private Class<?> moduleClass(String declaration) throws Exception {
        Files.createDirectories(folder.resolve("shop/model"));
        compile(
                "module-info.java",
                declaration,
                "shop/model/Item.java",
                "package shop.model; public record Item(int id) {}",
                "shop/model/Items.java",
                "package shop.model; public class Items implements java.util.function.Supplier<Object> {"
                        + " public Object get() { return new Item(7); } }");
        var boot = ModuleLayer.boot();
        var configuration = boot.configuration().resolve(ModuleFinder.of(folder), ModuleFinder.of(), Set.of("shop"));
        return boot.defineModulesWithOneLoader(configuration, ClassLoader.getPlatformClassLoader())
                .findLoader("shop")
                .loadClass("shop.model.Item");
    }

    private void compile(String... namesAndSources) throws Exception {
        var arguments = new ArrayList<>(List.of("-d", folder.toString()));
        for (int i = 0; i < namesAndSources.length; i += 2) {
            Path file = folder.resolve(namesAndSources[i]);
            Files.writeString(file, namesAndSources[i + 1]);
            arguments.add(file.toString());
        }
        int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(result).isZero();
    }

    private URL url() throws MalformedURLException {
        return folder.toUri().toURL();
    }
}
