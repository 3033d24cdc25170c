package dev.sluice.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {

    private final Latencies latencies = new Latencies();

    @Test
    void findsPercentilesOverAllBatches() {
        latencies.add(
                LongStream.rangeClosed(51, 100).map(micros -> micros * 1000).toArray());
        latencies.add(LongStream.rangeClosed(1, 50).map(micros -> micros * 1000).toArray());

        assertThat(latencies.micros(0.99)).isEqualTo(99);
        assertThat(latencies.micros(0.5)).isEqualTo(50);
        assertThat(latencies.micros(1)).isEqualTo(100);
    }

    @Test
    void growsWithWhatIsAdded() {
        for (int batch = 0; batch < 10; batch++) {
            latencies.add(new long[50_000]);
        }

        assertThat(latencies.count()).isEqualTo(500_000);
    }

    @Test
    void hasNoPercentileOfNothing() {
        latencies.add(new long[] {1});
        latencies.clear();

        assertThatThrownBy(() -> latencies.micros(0.5)).hasMessageContaining("Nothing was recorded");
    }
}
