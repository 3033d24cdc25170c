/** Keeps the documentation true: the settings reference is generated, and snippets in guides come from compiled code. */
@NullMarked
package dev.sluice.docs;

import org.jspecify.annotations.NullMarked;
