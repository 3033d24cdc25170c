package dev.sluice.architecture.planted.visibility.hidden;

import dev.sluice.architecture.planted.visibility.api.Answer;

/** Used inside its package only, so it should be hidden. */
public final class Unshared implements Answer {}
