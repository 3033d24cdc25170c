package dev.sluice.testkit;

import dev.sluice.Database;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** Opens, fills, injects, closes and checks the Database of {@link SluiceTest}. Its state is in JUnit's store. */
final class SluiceExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {

    private static final ExtensionContext.Namespace STORE = ExtensionContext.Namespace.create(SluiceExtension.class);

    /** One test's Database, and the check that closes it. */
    private record Opened(Database database, LeakCheck leaks) {}

    @Override
    public void beforeEach(ExtensionContext context) throws IllegalAccessException {
        SluiceTest options = options(context);
        var leaks = new LeakCheck();
        leaks.beforeEach(context);
        Database database = leaks.watch(Database.open(
                options.url().replace("{unique}", UUID.randomUUID().toString())));
        context.getStore(STORE).put(Opened.class, new Opened(database, leaks));
        if (!options.schema().isEmpty()) {
            Await.value(SchemaScript.read(context.getRequiredTestClass(), options.schema())
                    .runOn(database));
        }
        for (Object instance : context.getRequiredTestInstances().getAllInstances()) {
            inject(instance, database);
        }
    }

    private static void inject(Object instance, Database database) throws IllegalAccessException {
        List<Field> fields = ReflectionSupport.findFields(
                instance.getClass(),
                field -> field.getType() == Database.class && !Modifier.isStatic(field.getModifiers()),
                HierarchyTraversalMode.TOP_DOWN);
        for (Field field : fields) {
            if (Modifier.isFinal(field.getModifiers())) {
                throw new ExtensionConfigurationException("@SluiceTest sets every field of type Database, but " + field
                        + " is final; make it non-final or static");
            }
            field.setAccessible(true);
            field.set(instance, database);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Opened opened = context.getStore(STORE).remove(Opened.class, Opened.class);
        if (opened != null) {
            opened.leaks().afterEach(context);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Database.class
                && parameter.getDeclaringExecutable() instanceof Method
                && context.getTestMethod().isPresent();
    }

    @Override
    public @Nullable Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Opened opened = context.getStore(STORE).get(Opened.class, Opened.class);
        return opened == null ? null : opened.database();
    }

    /** The nearest annotation: the method's, the class's, that of the class around it. */
    private static SluiceTest options(ExtensionContext context) {
        for (Optional<ExtensionContext> at = Optional.of(context);
                at.isPresent();
                at = at.get().getParent()) {
            Optional<SluiceTest> found =
                    AnnotationSupport.findAnnotation(at.get().getElement(), SluiceTest.class);
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new ExtensionConfigurationException("SluiceExtension is used through @SluiceTest");
    }
}
