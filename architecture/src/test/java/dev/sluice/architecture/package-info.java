/**
 * The rules that the published modules are held to. Each test class holds one kind of rule: first against the code, then
 * against the violations planted under {@code planted}, so that a rule which cannot fail is noticed.
 */
@NullMarked
package dev.sluice.architecture;

import org.jspecify.annotations.NullMarked;
