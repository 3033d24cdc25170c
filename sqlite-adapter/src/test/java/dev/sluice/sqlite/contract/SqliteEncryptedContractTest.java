package dev.sluice.sqlite.contract;

import dev.sluice.testkit.contract.BulkContract;
import dev.sluice.testkit.contract.ClientContract;
import dev.sluice.testkit.contract.ErrorContract;
import dev.sluice.testkit.contract.EveryContract;
import dev.sluice.testkit.contract.HookContract;
import dev.sluice.testkit.contract.LifecycleContract;
import dev.sluice.testkit.contract.MappingContract;
import dev.sluice.testkit.contract.PortableNumberContract;
import dev.sluice.testkit.contract.PortableTextContract;
import dev.sluice.testkit.contract.PortableTimeContract;
import dev.sluice.testkit.contract.PortableTransactionContract;
import dev.sluice.testkit.contract.PortableValueContract;
import dev.sluice.testkit.contract.PortableWriteContract;
import dev.sluice.testkit.contract.PropagationContract;
import dev.sluice.testkit.contract.RetryContract;
import dev.sluice.testkit.contract.StreamingContract;
import dev.sluice.testkit.contract.TransactionContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIf;

/** Every contract on SQLite in an encrypted file. */
@EnabledIf(
        value = "dev.sluice.sqlite.SqliteEncryption#available",
        disabledReason = "this SQLite library has no ciphers")
class SqliteEncryptedContractTest extends EveryContract {

    SqliteEncryptedContractTest() {
        super(SqliteFixture::inEncryptedFile);
    }

    @Nested
    class Client extends ClientContract {
        Client() {
            super(SqliteFixture::inEncryptedFile);
        }
    }

    @Nested
    class Bulk extends BulkContract {
        Bulk() {
            super(SqliteFixture::inEncryptedFile);
        }
    }

    @Nested
    class Mapping extends MappingContract {
        Mapping() {
            super(SqliteFixture::inEncryptedFile);
        }
    }

    @Nested
    class Streaming extends StreamingContract {
        Streaming() {
            super(SqliteFixture::inEncryptedFile);
        }
    }

    @Nested
    class Errors extends ErrorContract {
        Errors() {
            super(SqliteFixture::inEncryptedFile);
        }
    }

    @Nested
    class Lifecycle extends LifecycleContract {
        Lifecycle() {
            super(SqliteFixture::inEncryptedFile);
        }
    }

    @Nested
    class PortableText extends PortableTextContract {
        PortableText() {
            super(SqliteFixture::inEncryptedFile);
        }
    }

    @Nested
    class PortableNumber extends PortableNumberContract {
        PortableNumber() {
            super(SqliteFixture::inEncryptedFile);
        }
    }

    @Nested
    class PortableTime extends PortableTimeContract {
        PortableTime() {
            super(SqliteFixture::inEncryptedFile);
        }
    }

    @Nested
    class PortableValue extends PortableValueContract {
        PortableValue() {
            super(SqliteFixture::inEncryptedFile);
        }
    }

    @Nested
    class PortableWrite extends PortableWriteContract {
        PortableWrite() {
            super(SqliteFixture::inEncryptedFile);
        }
    }

    @Nested
    class PortableTransaction extends PortableTransactionContract {
        PortableTransaction() {
            super(SqliteFixture::inEncryptedFile);
        }
    }

    @Nested
    class Transaction extends TransactionContract {
        Transaction() {
            super(SqliteFixture::inEncryptedFile);
        }
    }

    @Nested
    class Propagation extends PropagationContract {
        Propagation() {
            super(SqliteFixture::inEncryptedFile);
        }
    }

    @Nested
    class Retry extends RetryContract {
        Retry() {
            super(SqliteFixture::inEncryptedFile);
        }
    }

    @Nested
    class Hook extends HookContract {
        Hook() {
            super(SqliteFixture::inEncryptedFile);
        }
    }
}
