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

/** Every contract on SQLite in memory. */
class SqliteMemoryContractTest extends EveryContract {

    SqliteMemoryContractTest() {
        super(SqliteMemoryFixture::new);
    }

    @Nested
    class Client extends ClientContract {
        Client() {
            super(SqliteMemoryFixture::new);
        }
    }

    @Nested
    class Bulk extends BulkContract {
        Bulk() {
            super(SqliteMemoryFixture::new);
        }
    }

    @Nested
    class Mapping extends MappingContract {
        Mapping() {
            super(SqliteMemoryFixture::new);
        }
    }

    @Nested
    class Streaming extends StreamingContract {
        Streaming() {
            super(SqliteMemoryFixture::new);
        }
    }

    @Nested
    class Errors extends ErrorContract {
        Errors() {
            super(SqliteMemoryFixture::new);
        }
    }

    @Nested
    class Lifecycle extends LifecycleContract {
        Lifecycle() {
            super(SqliteMemoryFixture::new);
        }
    }

    @Nested
    class PortableText extends PortableTextContract {
        PortableText() {
            super(SqliteMemoryFixture::new);
        }
    }

    @Nested
    class PortableNumber extends PortableNumberContract {
        PortableNumber() {
            super(SqliteMemoryFixture::new);
        }
    }

    @Nested
    class PortableTime extends PortableTimeContract {
        PortableTime() {
            super(SqliteMemoryFixture::new);
        }
    }

    @Nested
    class PortableValue extends PortableValueContract {
        PortableValue() {
            super(SqliteMemoryFixture::new);
        }
    }

    @Nested
    class PortableWrite extends PortableWriteContract {
        PortableWrite() {
            super(SqliteMemoryFixture::new);
        }
    }

    @Nested
    class PortableTransaction extends PortableTransactionContract {
        PortableTransaction() {
            super(SqliteMemoryFixture::new);
        }
    }

    @Nested
    class Transaction extends TransactionContract {
        Transaction() {
            super(SqliteMemoryFixture::new);
        }
    }

    @Nested
    class Propagation extends PropagationContract {
        Propagation() {
            super(SqliteMemoryFixture::new);
        }
    }

    @Nested
    class Retry extends RetryContract {
        Retry() {
            super(SqliteMemoryFixture::new);
        }
    }

    @Nested
    class Hook extends HookContract {
        Hook() {
            super(SqliteMemoryFixture::new);
        }
    }
}
