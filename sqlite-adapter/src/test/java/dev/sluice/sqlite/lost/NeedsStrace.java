package dev.sluice.sqlite.lost;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;

/** Skips a test, with the reason, where system calls cannot be seen. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf(
        value = "dev.sluice.sqlite.lost.Strace#works",
        disabledReason = "strace is missing or may not trace: system calls cannot be seen")
@interface NeedsStrace {}
