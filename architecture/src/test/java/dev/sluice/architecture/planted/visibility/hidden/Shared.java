package dev.sluice.architecture.planted.visibility.hidden;

import dev.sluice.architecture.planted.visibility.api.Answer;
import dev.sluice.architecture.planted.visibility.api.Start;
import java.util.Optional;

/** Not exported, but used by another package. */
public final class Shared implements Start {
    @Override
    public Optional<Answer> ask() {
        return Optional.of(new Unshared());
    }
}
