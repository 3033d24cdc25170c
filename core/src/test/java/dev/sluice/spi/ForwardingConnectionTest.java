package dev.sluice.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.spi.Connection;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class ForwardingConnectionTest {

    private final List<Method> calls = new CopyOnWriteArrayList<>();
    private final Connection owner = (Connection) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {Connection.class}, (self, method, arguments) -> {
                calls.add(method);
                return method.getReturnType() == boolean.class ? Boolean.TRUE : null;
            });

    /** Whatever a later R2DBC adds to connections is forwarded, too, or this fails. */
    @Test
    void handsOnEveryCallOfAConnection() throws ReflectiveOperationException {
        var forwarding = new ForwardingConnection(owner) {};
        List<Method> methods = Arrays.asList(Connection.class.getMethods());

        for (Method method : methods) {
            method.invoke(forwarding, arguments(method));
        }

        assertThat(calls).containsExactlyElementsOf(methods);
    }

    private static Object[] arguments(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(type -> type == boolean.class ? Boolean.TRUE : null)
                .toArray();
    }
}
