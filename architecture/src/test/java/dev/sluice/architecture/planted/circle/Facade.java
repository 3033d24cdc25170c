package dev.sluice.architecture.planted.circle;

import dev.sluice.architecture.planted.circle.feature.Feature;

public interface Facade {
    Feature feature();
}
