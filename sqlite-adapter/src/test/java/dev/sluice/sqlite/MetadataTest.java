package dev.sluice.sqlite;

import static dev.sluice.sqlite.TestDatabase.PATIENCE;
import static dev.sluice.sqlite.TestDatabase.await;
import static dev.sluice.sqlite.TestStatements.changed;
import static io.r2dbc.spi.Nullability.NON_NULL;
import static io.r2dbc.spi.Nullability.NULLABLE;
import static io.r2dbc.spi.Nullability.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.r2dbc.spi.ColumnMetadata;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.IsolationLevel;
import io.r2dbc.spi.Nullability;
import io.r2dbc.spi.Option;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.RowMetadata;
import io.r2dbc.spi.TransactionDefinition;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;

final class MetadataTest {

    @TempDir
    Path folder;

    private TestDatabase database;

    @BeforeEach
    void open() {
        database = TestDatabase.in(folder);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static RowMetadata metadata(Connection connection, String sql) {
        return Flux.from(connection.createStatement(sql).execute())
                .concatMap(result -> result.map((row, metadata) -> metadata))
                .blockLast(PATIENCE);
    }

    private RowMetadata metadata(String sql) {
        return metadata(database.connect(), sql);
    }

    private List<Nullability> nullability(String sql) {
        return metadata(sql).getColumnMetadatas().stream()
                .map(ColumnMetadata::getNullability)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "INT,BIGINT,Long",
        "INTEGER,BIGINT,Long",
        "bigint,BIGINT,Long",
        "UNSIGNED BIG INT,BIGINT,Long",
        "TEXT,VARCHAR,String",
        "VARCHAR(20),VARCHAR,String",
        "NATIVE CHARACTER(70),VARCHAR,String",
        "CLOB,VARCHAR,String",
        "BLOB,BLOB,ByteBuffer",
        "REAL,DOUBLE,Double",
        "DOUBLE PRECISION,DOUBLE,Double",
        "FLOAT,DOUBLE,Double",
        "'DECIMAL(10,2)',DECIMAL,BigDecimal",
        "NUMERIC,DECIMAL,BigDecimal",
        "BOOLEAN,BOOLEAN,Boolean",
        "DATE,DATE,LocalDate",
        "DATETIME,TIMESTAMP,LocalDateTime",
        "TIMESTAMP,TIMESTAMP,LocalDateTime"
    })
    void tellsTheTypeAColumnWasDeclaredWith(String declared, R2dbcType type, String javaType) {
        database.update("CREATE TABLE t (c " + declared + ")");
        database.update("INSERT INTO t VALUES (NULL)");

        ColumnMetadata column = metadata("SELECT c FROM t").getColumnMetadata(0);

        assertThat(column.getType()).isEqualTo(type);
        assertThat(column.getJavaType().getSimpleName()).isEqualTo(javaType);
        assertThat(column.getNativeTypeMetadata()).isEqualTo(declared);
    }

    @Test
    void knowsNoTypeOfExpressionsAndUndeclaredColumns() {
        database.update("CREATE TABLE t (c)");
        database.update("INSERT INTO t VALUES (1)");

        for (ColumnMetadata column : metadata("SELECT c, c + 1, 'x' FROM t").getColumnMetadatas()) {
            assertThat(column.getJavaType()).isEqualTo(Object.class);
            assertThat(column.getNativeTypeMetadata()).isNull();
        }
    }

    @Test
    void tellsWhichColumnsWereDeclaredNotNull() {
        database.update("CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT NOT NULL, b TEXT, c REAL, d)");
        database.update("INSERT INTO t VALUES (1, 'a', 'b', 1.5, 2)");

        assertThat(nullability("SELECT * FROM t")).containsExactly(NON_NULL, NON_NULL, NULLABLE, NULLABLE, NULLABLE);
        assertThat(nullability("SELECT T.ID, B, count(*), 1, a || b FROM t"))
                .containsExactly(NON_NULL, NULLABLE, UNKNOWN, UNKNOWN, UNKNOWN);
        assertThat(nullability("INSERT INTO t (a) VALUES ('x') RETURNING id, b"))
                .containsExactly(NON_NULL, NULLABLE);
    }

    @Test
    void seesThroughLabelsAsFarAsTheTypeTells() {
        database.update("CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT NOT NULL, b TEXT)");
        database.update("INSERT INTO t VALUES (1, 'a', 'b')");
        database.update("CREATE VIEW v (number, word) AS SELECT id, a FROM t");

        assertThat(nullability("SELECT id AS x, a AS y FROM t")).containsExactly(NON_NULL, UNKNOWN);
        assertThat(nullability("SELECT number, word FROM v")).containsExactly(NON_NULL, UNKNOWN);
    }

    @Test
    void takesOnlyTheNumberOfARowForAKeyThatIsNeverNull() {
        database.update("CREATE TABLE text_key (k TEXT PRIMARY KEY)");
        database.update("CREATE TABLE descending (k INTEGER PRIMARY KEY DESC)");
        database.update("CREATE TABLE both_keys (j INTEGER, k INTEGER, PRIMARY KEY (j, k))");
        database.update("CREATE TABLE without_number (k TEXT PRIMARY KEY) WITHOUT ROWID");
        database.update("INSERT INTO text_key VALUES (NULL)");
        database.update("INSERT INTO descending VALUES (NULL)");
        database.update("INSERT INTO both_keys VALUES (NULL, NULL)");
        database.update("INSERT INTO without_number VALUES ('k')");

        assertThat(nullability("SELECT k FROM text_key")).containsExactly(NULLABLE);
        assertThat(nullability("SELECT k FROM descending")).containsExactly(NULLABLE);
        assertThat(nullability("SELECT j, k FROM both_keys")).containsExactly(NULLABLE, NULLABLE);
        assertThat(nullability("SELECT k FROM without_number")).containsExactly(NON_NULL);
    }

    @Test
    void findsColumnsWithoutRegardToCaseAndTheFirstOfEqualOnes() {
        RowMetadata metadata = metadata("SELECT 1 AS Camel, 2 AS CAMEL, 3 AS other");

        assertThat(metadata.getColumnMetadata("cAMEL").getName()).isEqualTo("Camel");
        assertThat(metadata.contains("OTHER")).isTrue();
        assertThat(metadata.contains("another")).isFalse();
        assertThatThrownBy(() -> metadata.getColumnMetadata("another")).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void showsAChangedSchemaAtOnce() {
        database.update("CREATE TABLE t (c INTEGER NOT NULL)");
        database.update("INSERT INTO t VALUES (1)");
        for (int i = 0; i < 10; i++) {
            assertThat(nullability("SELECT c FROM t")).containsExactly(NON_NULL);
        }

        database.update("DROP TABLE t");
        database.update("CREATE TABLE t (c TEXT)");
        database.update("INSERT INTO t VALUES ('x')");

        for (int i = 0; i < 10; i++) {
            ColumnMetadata column = metadata("SELECT c FROM t").getColumnMetadata(0);
            assertThat(column.getType()).isEqualTo(R2dbcType.VARCHAR);
            assertThat(column.getNullability()).isEqualTo(NULLABLE);
        }
    }

    @Test
    void showsASchemaThatATransactionChangesToItAndAfterARollbackToNobody() {
        database.update("CREATE TABLE t (c INTEGER)");
        database.update("INSERT INTO t VALUES (1)");
        Connection connection = database.connect();
        await(connection.beginTransaction());
        assertThat(type(connection)).isEqualTo(R2dbcType.BIGINT);
        await(connection.createSavepoint("before"));
        changed(connection, "DROP TABLE t; CREATE TABLE t (c TEXT); INSERT INTO t VALUES (2)")
                .block(PATIENCE);
        assertThat(type(connection)).isEqualTo(R2dbcType.VARCHAR);

        await(connection.rollbackTransactionToSavepoint("before"));
        assertThat(type(connection)).isEqualTo(R2dbcType.BIGINT);
        changed(connection, "DROP TABLE t; CREATE TABLE t (c BLOB); INSERT INTO t VALUES (2)")
                .block(PATIENCE);
        assertThat(type(connection)).isEqualTo(R2dbcType.BLOB);
        await(connection.rollbackTransaction());

        await(connection.beginTransaction());
        assertThat(type(connection)).isEqualTo(R2dbcType.BIGINT);
        await(connection.commitTransaction());
        assertThat(metadata("SELECT c FROM t").getColumnMetadata(0).getType()).isEqualTo(R2dbcType.BIGINT);
    }

    @Test
    void keepsWhatAnOldSnapshotShowsFromThoseWhoComeAfterIt() {
        database.update("CREATE TABLE t (c INTEGER)");
        database.update("INSERT INTO t VALUES (1)");
        Connection old = database.connect();
        await(old.beginTransaction(new ReadOnly()));
        database.update("DROP TABLE t");
        database.update("CREATE TABLE t (c TEXT)");
        database.update("INSERT INTO t VALUES (1)");

        assertThat(type(old)).isEqualTo(R2dbcType.BIGINT);
        await(old.commitTransaction());

        for (int i = 0; i < 10; i++) {
            await(old.beginTransaction(new ReadOnly()));
            assertThat(type(old)).isEqualTo(R2dbcType.VARCHAR);
            await(old.commitTransaction());
        }
    }

    private static Object type(Connection connection) {
        return metadata(connection, "SELECT c FROM t").getColumnMetadata(0).getType();
    }

    private static final class ReadOnly implements TransactionDefinition {
        @Override
        @SuppressWarnings("unchecked") // each option says of what type its value is
        public <T> T getAttribute(Option<T> option) {
            if (option.equals(TransactionDefinition.READ_ONLY)) {
                Object wanted = true;
                return (T) wanted;
            }
            return option.equals(TransactionDefinition.ISOLATION_LEVEL) ? (T) IsolationLevel.SERIALIZABLE : null;
        }
    }
}
