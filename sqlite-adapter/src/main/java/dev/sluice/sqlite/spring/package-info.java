/** What Spring asks of an R2DBC driver; found by Spring itself, and unused where there is no Spring. */
@NullMarked
package dev.sluice.sqlite.spring;

import org.jspecify.annotations.NullMarked;
