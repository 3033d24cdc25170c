package dev.sluice.benchmarks.plan;

import dev.sluice.benchmarks.load.LatencyProfiler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * One benchmark with some of its parameters.
 *
 * @param benchmark the class
 * @param parameters what JMH varies, where it is not the default
 * @param batch requests in one invocation; zero leaves the benchmark's own number
 */
record Step(Class<?> benchmark, Map<String, List<String>> parameters, int batch) {

    static Step of(Class<?> benchmark) {
        return new Step(benchmark, Map.of(), 0);
    }

    Step with(String parameter, String... values) {
        Map<String, List<String>> more = new LinkedHashMap<>(parameters);
        more.put(parameter, List.of(values));
        return new Step(benchmark, more, batch);
    }

    Step inBatchesOf(int requests) {
        return new Step(benchmark, parameters, requests);
    }

    OptionsBuilder options(Effort effort) {
        OptionsBuilder options = new OptionsBuilder();
        ChainedOptionsBuilder chain = options.include(Pattern.quote(benchmark.getName()) + "\\.")
                .addProfiler(LatencyProfiler.class)
                .forks(effort.forks())
                .warmupIterations(effort.warmups())
                .warmupTime(TimeValue.milliseconds(effort.iteration().toMillis()))
                .measurementIterations(effort.iterations())
                .measurementTime(TimeValue.milliseconds(effort.iteration().toMillis()))
                .shouldFailOnError(true);
        if (batch > 0) {
            chain.operationsPerInvocation(batch);
        }
        parameters.forEach((name, values) -> chain.param(name, values.toArray(String[]::new)));
        return options;
    }
}
