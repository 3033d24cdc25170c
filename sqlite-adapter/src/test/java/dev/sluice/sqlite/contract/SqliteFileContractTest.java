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

/** Every contract on SQLite in a file. */
class SqliteFileContractTest extends EveryContract {

    SqliteFileContractTest() {
        super(SqliteFixture::inFile);
    }

    @Nested
    class Client extends ClientContract {
        Client() {
            super(SqliteFixture::inFile);
        }
    }

    @Nested
    class Bulk extends BulkContract {
        Bulk() {
            super(SqliteFixture::inFile);
        }
    }

    @Nested
    class Mapping extends MappingContract {
        Mapping() {
            super(SqliteFixture::inFile);
        }
    }

    @Nested
    class Streaming extends StreamingContract {
        Streaming() {
            super(SqliteFixture::inFile);
        }
    }

    @Nested
    class Errors extends ErrorContract {
        Errors() {
            super(SqliteFixture::inFile);
        }
    }

    @Nested
    class Lifecycle extends LifecycleContract {
        Lifecycle() {
            super(SqliteFixture::inFile);
        }
    }

    @Nested
    class PortableText extends PortableTextContract {
        PortableText() {
            super(SqliteFixture::inFile);
        }
    }

    @Nested
    class PortableNumber extends PortableNumberContract {
        PortableNumber() {
            super(SqliteFixture::inFile);
        }
    }

    @Nested
    class PortableTime extends PortableTimeContract {
        PortableTime() {
            super(SqliteFixture::inFile);
        }
    }

    @Nested
    class PortableValue extends PortableValueContract {
        PortableValue() {
            super(SqliteFixture::inFile);
        }
    }

    @Nested
    class PortableWrite extends PortableWriteContract {
        PortableWrite() {
            super(SqliteFixture::inFile);
        }
    }

    @Nested
    class PortableTransaction extends PortableTransactionContract {
        PortableTransaction() {
            super(SqliteFixture::inFile);
        }
    }

    @Nested
    class Transaction extends TransactionContract {
        Transaction() {
            super(SqliteFixture::inFile);
        }
    }

    @Nested
    class Propagation extends PropagationContract {
        Propagation() {
            super(SqliteFixture::inFile);
        }
    }

    @Nested
    class Retry extends RetryContract {
        Retry() {
            super(SqliteFixture::inFile);
        }
    }

    @Nested
    class Hook extends HookContract {
        Hook() {
            super(SqliteFixture::inFile);
        }
    }
}
