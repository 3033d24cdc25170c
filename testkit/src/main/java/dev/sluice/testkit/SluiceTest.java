package dev.sluice.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test of a class, or one test method, an empty Database of its own: as a parameter of type
 * {@link dev.sluice.Database} of tests, {@code @BeforeEach} and {@code @AfterEach} methods, and in each non-static field
 * of that type. After the test the Database is closed, and a test that left a connection, an operation or a thread behind
 * fails; see {@link LeakCheck}.
 *
 * <pre>{@code
 * @SluiceTest(schema = "schema.sql")
 * class UsersTest {
 *
 *     @Test
 *     void findsUsersByName(Database db) {
 *         StepVerifier.create(new Users(db).byName("alice")).expectNextCount(1).verifyComplete();
 *     }
 * }
 * }</pre>
 *
 * <p>By default the Database is SQLite in memory, which needs {@code dev.sluice:sluice-sqlite} on the class path. An
 * annotation on a method wins over that of its class, and that of a nested class over that of the outer one.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SluiceExtension.class)
@SuppressWarnings("exports") // JUnit makes the extension; nobody names it
public @interface SluiceTest {

    /**
     * A script on the class path to run first: relative to the test's class, or from the root when it begins with a slash.
     * Statements end with a semicolon. Default: none.
     */
    String schema() default "";

    /**
     * The database. <code>{unique}</code> in it stands for a name that no other test has; without it all tests share a
     * database, which is then not empty. Default: SQLite in memory.
     */
    String url() default "r2dbc:sqlite:mem:///test-{unique}";
}
