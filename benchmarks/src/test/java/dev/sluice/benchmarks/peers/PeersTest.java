package dev.sluice.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.benchmarks.data.Dataset;
import dev.sluice.benchmarks.data.Event;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class PeersTest {

    @SuppressWarnings("unused") // named in @FieldSource
    private static final List<String> NAMES = Peers.NAMES;

    @ParameterizedTest
    @FieldSource("NAMES")
    void doesTheSameAsTheOthers(String name) throws Exception {
        try (Dataset dataset = Dataset.create(2500, "normal")) {
            List<Long> scanned = new ArrayList<>();
            try (Peer peer = Peers.open(name, dataset.file())) {
                assertThat(peer.read(1234).block()).matches(person -> person.isNumber(1234));
                assertThat(peer.insert(Event.of(0)).block()).isEqualTo(1);
                assertThat(peer.insertAll(Event.range(1, 2345)).block()).isEqualTo(2345);
                assertThat(peer.deposit(7).block()).isEqualTo(1);
                peer.scan(person -> scanned.add(person.id())).block();
            }

            assertThat(scanned).hasSize(2500).isSorted().doesNotHaveDuplicates();
            dataset.requireEvents(2346);
            dataset.requireDeposits(1);
        }
    }

    @Test
    void whatWasNotStoredIsNoticed() throws Exception {
        try (Dataset dataset = Dataset.create(1, "full")) {
            try (Peer peer = Peers.open("sluice", dataset.file())) {
                peer.insert(Event.of(0)).block();
                peer.insert(Event.of(0)).block();
            }

            assertThatThrownBy(() -> dataset.requireEvents(1))
                    .hasMessageContaining("expected [1, 0, 1], found [2, 0, 2]");
            assertThatThrownBy(() -> dataset.requireEvents(2))
                    .hasMessageContaining("expected [2, 1, 2], found [2, 0, 2]");
            assertThatThrownBy(() -> dataset.requireDeposits(1)).hasMessageContaining("expected [1], found [0]");
        }
    }
}
