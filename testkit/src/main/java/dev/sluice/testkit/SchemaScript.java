package dev.sluice.testkit;

import dev.sluice.Database;
import dev.sluice.sql.SqlScript;
import io.r2dbc.spi.Result;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A script of statements from the class path. */
record SchemaScript(String text) {

    static SchemaScript read(Class<?> test, String resource) {
        try (InputStream in = test.getResourceAsStream(resource)) {
            if (in == null) {
                throw new ExtensionConfigurationException(
                        "@SluiceTest on " + test.getName() + " names the schema '" + resource
                                + "', which is not on the class path; a name without a leading slash is looked up beside the class");
            }
            return new SchemaScript(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("The schema " + resource + " cannot be read", e);
        }
    }

    /** Runs the statements as they are, one after the other: a question mark in one of them is no parameter. */
    Mono<Void> runOn(Database database) {
        return database.withConnection(connection -> Flux.fromIterable(
                                SqlScript.split(text, database.dialect().syntax()))
                        .concatMap(statement ->
                                connection.createStatement(statement.text()).execute())
                        .concatMap(Result::getRowsUpdated))
                .then();
    }
}
