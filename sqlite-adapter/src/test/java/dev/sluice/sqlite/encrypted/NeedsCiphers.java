package dev.sluice.sqlite.encrypted;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;

/** Skips a test, with the reason, on the SQLite library without ciphers. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf(
        value = "dev.sluice.sqlite.SqliteEncryption#available",
        disabledReason = "this SQLite library has no ciphers: org.xerial:sqlite-jdbc instead of io.github.willena")
@interface NeedsCiphers {}
