package dev.sluice.keys.sops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SharesTest {

    @Test
    void refusesSharesThatDoNotFitTogether() {
        byte[] one = {1, 2, 3};

        assertThat(Shares.combine(List.of(one, new byte[] {1, 2, 3}))).isNull();
        assertThat(Shares.combine(List.of(one, new byte[] {1, 4}))).isNull();
        assertThat(Shares.combine(List.of(new byte[] {1}))).isNull();
        // Of a constant, every share is the secret itself.
        assertThat(Shares.combine(List.of(new byte[] {9, 8, 1}, new byte[] {9, 8, 2})))
                .containsExactly(9, 8);
    }
}
