package dev.sluice.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.Database;
import dev.sluice.DatabaseOptions;
import dev.sluice.error.ConfigurationException;
import dev.sluice.settings.Setting;
import io.r2dbc.spi.ConnectionFactoryOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class PresetTest {

    private static final SqliteOptions PLAIN = SqliteOptions.memory("preset");

    /** All that a preset may change: how much work is done at once, and how much is kept in memory. */
    private static final List<Setting<?>> HARMLESS = List.of(
            SqliteOptions.GROUP_MAX_STATEMENTS,
            SqliteOptions.GROUP_MAX_DURATION,
            SqliteOptions.MAX_QUEUE,
            SqliteOptions.FETCH_CHUNK,
            SqliteOptions.CACHE_SIZE,
            SqliteOptions.STATEMENT_CACHE_SIZE,
            SqliteOptions.CHECKPOINT_SIZE);

    @TempDir
    Path folder;

    private static SqliteOptions preset(Preset preset) {
        return PLAIN.with(SqliteOptions.PRESET, preset);
    }

    @Test
    void balancedIsTheDefaultAndChangesNothing() {
        assertThat(PLAIN.get(SqliteOptions.PRESET)).isEqualTo(Preset.BALANCED);
        assertThat(preset(Preset.BALANCED).engine()).isEqualTo(PLAIN.engine());
    }

    @Test
    void throughputTakesMoreAtOnceAndLatencyLess() {
        for (Setting<Integer> setting :
                List.of(SqliteOptions.GROUP_MAX_STATEMENTS, SqliteOptions.MAX_QUEUE, SqliteOptions.FETCH_CHUNK)) {
            assertThat(preset(Preset.THROUGHPUT).get(setting)).isGreaterThan(PLAIN.get(setting));
            assertThat(preset(Preset.LATENCY).get(setting)).isLessThan(PLAIN.get(setting));
        }
        assertThat(preset(Preset.THROUGHPUT).engine().checkpointSize()).isEqualTo(16L << 20);
        assertThat(preset(Preset.LATENCY).engine().checkpointSize()).isEqualTo(1L << 20);
    }

    @ParameterizedTest
    @EnumSource(Preset.class)
    void changesNothingThatMakesDataSafe(Preset preset) {
        SqliteOptions options = preset(preset);

        assertThat(SqliteOptions.understood())
                .filteredOn(setting -> setting != SqliteOptions.PRESET
                        && setting.defaultValue().isPresent()
                        && !options.get(setting).equals(PLAIN.get(setting)))
                .isSubsetOf(HARMLESS);
        assertThat(options.get(SqliteOptions.SYNCHRONOUS)).isEqualTo(Synchronous.FULL);
        assertThat(options.engine().readers()).isEqualTo(PLAIN.engine().readers());
    }

    @Test
    void aValueThatIsSetWinsWheneverItWasSet() {
        SqliteOptions before = PLAIN.with(SqliteOptions.FETCH_CHUNK, 256).with(SqliteOptions.PRESET, Preset.THROUGHPUT);
        SqliteOptions after = preset(Preset.THROUGHPUT).with(SqliteOptions.FETCH_CHUNK, 256);

        assertThat(before.get(SqliteOptions.FETCH_CHUNK)).isEqualTo(256);
        assertThat(after.engine()).isEqualTo(before.engine());
        assertThat(after.get(SqliteOptions.GROUP_MAX_STATEMENTS)).isEqualTo(2_048);
    }

    @Test
    void theLastPresetLeavesNothingOfTheOneBefore() {
        assertThat(preset(Preset.THROUGHPUT)
                        .with(SqliteOptions.PRESET, Preset.LATENCY)
                        .engine())
                .isEqualTo(preset(Preset.LATENCY).engine());
        assertThat(preset(Preset.THROUGHPUT)
                        .with(SqliteOptions.PRESET, Preset.BALANCED)
                        .engine())
                .isEqualTo(PLAIN.engine());
    }

    @Test
    void isReadFromTheDriversUrl() {
        var url = ConnectionFactoryOptions.parse("r2dbc:sqlite:mem:///x?preset=latency&maxQueue=77");

        SqliteOptions options = ConnectionUrls.read(url);

        assertThat(options.get(SqliteOptions.GROUP_MAX_STATEMENTS)).isEqualTo(64);
        assertThat(options.get(SqliteOptions.MAX_QUEUE)).isEqualTo(77);
    }

    @ParameterizedTest
    @CsvSource({"high_throughput, THROUGHPUT", "low_latency, LATENCY", "throughput, THROUGHPUT", "Balanced, BALANCED"})
    void isReadFromOlderFiles(String profile, Preset preset) throws IOException {
        Path file = Files.writeString(
                folder.resolve("app.properties"), "database.path = app.db\ndatabase.profile = " + profile + "\n");

        assertThat(DatabaseOptions.load(file, Map.of())
                        .resolve(SqliteOptions.settings())
                        .get(SqliteOptions.PRESET))
                .isEqualTo(preset);
    }

    @Test
    void refusesOthers() {
        assertThatThrownBy(() ->
                        ConnectionUrls.read(ConnectionFactoryOptions.parse("r2dbc:sqlite:mem:///x?preset=unsafe")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("one of balanced, throughput, latency");
    }

    @ParameterizedTest
    @CsvSource({"'', -8192", "?preset=throughput, -32768", "?preset=throughput&cacheSize=8MiB, -8192"})
    void reachesTheConnectionsOfADatabase(String parameters, long pragma) {
        Database database = Database.open("r2dbc:sqlite:file:///" + folder.resolve("app.db") + parameters);

        assertThat(database.fetchValue(Long.class, "PRAGMA cache_size").block(TestDatabase.PATIENCE))
                .isEqualTo(pragma);
        TestDatabase.await(database.close());
    }

    @Test
    void isListedInTheReference() {
        assertThat(SqliteOptions.PRESET.meaning())
                .contains("throughput: groupMaxStatements 2048, groupMaxDuration 20ms, maxQueue 1000000")
                .contains("latency: groupMaxStatements 64, groupMaxDuration 1ms")
                .contains("cacheSize 32MiB");
    }
}
