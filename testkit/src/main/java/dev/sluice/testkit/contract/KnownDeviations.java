package dev.sluice.testkit.contract;

import java.lang.reflect.Method;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/** Runs the tests a backend is known to fail, reports them as skipped with the reason, and fails those that pass. */
final class KnownDeviations implements InvocationInterceptor {

    private final String backend;
    private final Map<String, String> reasons;

    KnownDeviations(String backend, Map<String, String> reasons) {
        this.backend = backend;
        this.reasons = Map.copyOf(reasons);
    }

    @Override
    public void interceptTestMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        String reason = reasons.get(method.getExecutable().getName());
        if (reason == null) {
            invocation.proceed();
            return;
        }
        try {
            invocation.proceed();
        } catch (Throwable expected) {
            throw new TestAbortedException("Known deviation of " + backend + ": " + reason, expected);
        }
        throw new AssertionError(
                backend + " is declared to deviate here (" + reason + "), but the test passes; remove the declaration");
    }
}
