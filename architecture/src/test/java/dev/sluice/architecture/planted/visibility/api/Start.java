package dev.sluice.architecture.planted.visibility.api;

import dev.sluice.architecture.planted.visibility.hidden.Shared;
import java.util.Optional;

/** Where users start; what it names they need, too. */
public interface Start {
    Optional<Answer> ask();

    static Start create() {
        return new Shared();
    }
}
