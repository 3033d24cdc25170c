package dev.sluice.sqlite.encrypted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sluice.sqlite.SqliteEncryption;
import dev.sluice.sqlite.SqliteOptions;
import dev.sluice.sqlite.TestStatements;
import dev.sluice.testkit.Await;
import io.r2dbc.spi.Connection;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Keys appear in no text of the driver: not in options, failures and logs, in none of their forms. */
@NeedsCiphers
class SilenceTest {

    private static final String PASSPHRASE = "tell nobody";
    private static final String OTHER = "tell nobody else";

    @TempDir
    Path folder;

    private final List<String> said = new ArrayList<>();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private Level level;

    @BeforeEach
    void listen() {
        level = root.getLevel();
        // Nothing of it on the console.
        root.detachAppender("console");
        root.setLevel(Level.TRACE);
        log.start();
        root.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        root.detachAppender(log);
        root.setLevel(level);
    }

    private void say(Throwable failure) {
        assertThat(failure).isNotNull();
        var text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        said.add(text.toString());
        if (failure instanceof io.r2dbc.spi.R2dbcException driver) {
            said.add(String.valueOf(driver.getSql()));
        }
    }

    private static List<String> forms(byte[] key) {
        return List.of(
                new String(key, StandardCharsets.ISO_8859_1),
                HexFormat.of().formatHex(key),
                HexFormat.of().formatHex(HexFormat.of().formatHex(key).getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void noKeyIsSaid() throws IOException {
        SqliteOptions options = SqliteOptions.file(folder.resolve("x.db")).withPassphrase(PASSPHRASE.toCharArray());
        SqliteOptions other = options.withPassphrase(OTHER.toCharArray());
        SqliteOptions raw = options.withRawKey(Fixture.rawKey(true));
        said.add(options + " " + other + " " + raw);
        try (var vault = new Vault(options)) {
            vault.update("CREATE TABLE t (a)");
            say(catchThrowable(() -> vault.update("INSERT INTO nowhere VALUES (1)")));
            say(catchThrowable(() -> new Vault(other).connect()));
            Connection session = vault.session();
            for (String pragma : List.of("key", "rekey", "hexrekey", "\"key\"")) {
                String sql = "PRAGMA " + pragma + "='" + OTHER + "'";
                say(catchThrowable(() -> Await.value(TestStatements.changed(session, sql))));
                say(catchThrowable(() -> vault.update(sql)));
            }
        }
        say(catchThrowable(() -> new Vault(other).connect()));
        say(catchThrowable(() -> Await.value(SqliteEncryption.rekey(other, raw))));
        Await.value(SqliteEncryption.rekey(options, raw));
        say(catchThrowable(() -> new Vault(options).connect()));
        Await.value(SqliteEncryption.decryptTo(raw, folder.resolve("plain.db")));
        say(catchThrowable(() -> Await.value(SqliteEncryption.decryptTo(raw, folder.resolve("plain.db")))));
        log.list.forEach(event -> said.add(event.getFormattedMessage() + event.getThrowableProxy()));

        String everything = String.join("\n", said).toLowerCase(Locale.ROOT);
        assertThat(said.size()).isGreaterThan(15);
        for (byte[] key : List.of(PASSPHRASE.getBytes(StandardCharsets.UTF_8), Fixture.rawKey(false))) {
            forms(key).forEach(form -> assertThat(everything).doesNotContain(form.toLowerCase(Locale.ROOT)));
        }
    }
}
