package dev.sluice.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is promised to mean the same on every backend is promised by name; each name is a test. */
class PortableNamesTest {

    private static final Set<String> PROMISED = Set.of(
            "emptyInMatchesNothingAndEmptyNotInMatchesAll",
            "nullsOrderAsDeclared",
            "ordersTextByCodePoint",
            "likeIsCaseSensitive",
            "uppercasesNonAscii",
            "integerDivisionTruncates",
            "divisionByZeroFails",
            "integerOverflowFails",
            "roundsDecimalHalfUp",
            "booleanRoundTrips",
            "filtersByBoolean",
            "timestampTruncatesToMicros",
            "timestampBefore1970",
            "offsetDateTimeKeepsInstant",
            "localDateTimeIgnoresZone",
            "decimalSumIsExact",
            "decimalKeepsScale",
            "decimalOrdersNumerically",
            "nanAndInfinity",
            "nulCharacterRefused",
            "emptyStringIsNotNull",
            "textInIntegerColumnRefused",
            "overlongTextRefused",
            "untypedNullParameter",
            "repeatedNamedParameter",
            "identityReturnedNotAssumedDense",
            "returningOnInsertUpdateDelete",
            "upsertReturnsRowAndCount",
            "updateCountsMatchedRows",
            "uniqueViolationIsDuplicateKey",
            "foreignKeyViolation",
            "notNullViolation",
            "checkViolation",
            "failedStatementAbortsTransaction",
            "nestedRecoversFromConstraint",
            "writeSkewPrevented",
            "readOnlyRefusesWrites",
            "readYourWrites",
            "ddlRollsBackOrIsRefused",
            "quotedIdentifierKeepsCase",
            "doubleQuotedIsNeverString",
            "temporaryTableNeedsWithConnection",
            "jsonEqualIgnoringKeyOrder",
            "uuidOrders",
            "bytesOrder",
            "chunksBeyondBindLimit",
            "lockTimeoutClass",
            "statementTimeoutClass");

    @Test
    void everyPromiseIsATest() {
        assertThat(EveryContract.tests()).containsAll(PROMISED);
    }

    @Test
    void deviationsCanBeDeclaredByNameBecauseNoTwoTestsShareOne() {
        assertThat(EveryContract.tests()).doesNotHaveDuplicates();
    }
}
