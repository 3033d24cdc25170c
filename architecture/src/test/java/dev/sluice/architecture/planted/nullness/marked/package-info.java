@NullMarked
package dev.sluice.architecture.planted.nullness.marked;

import org.jspecify.annotations.NullMarked;
