package dev.sluice.architecture.planted.circle.feature;

import dev.sluice.architecture.planted.circle.Facade;

public interface Feature {
    Facade opener();
}
