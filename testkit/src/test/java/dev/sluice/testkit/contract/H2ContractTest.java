package dev.sluice.testkit.contract;

import org.junit.jupiter.api.Nested;

/** Every contract on H2, through {@code Database.of(ConnectionFactory)}. */
class H2ContractTest extends EveryContract {

    H2ContractTest() {
        super(H2Fixture::new);
    }

    @Nested
    class Client extends ClientContract {
        Client() {
            super(H2Fixture::new);
        }
    }

    @Nested
    class Bulk extends BulkContract {
        Bulk() {
            super(H2Fixture::new);
        }
    }

    @Nested
    class Mapping extends MappingContract {
        Mapping() {
            super(H2Fixture::new);
        }
    }

    @Nested
    class Streaming extends StreamingContract {
        Streaming() {
            super(H2Fixture::new);
        }
    }

    @Nested
    class Errors extends ErrorContract {
        Errors() {
            super(H2Fixture::new);
        }
    }

    @Nested
    class Lifecycle extends LifecycleContract {
        Lifecycle() {
            super(H2Fixture::new);
        }
    }

    @Nested
    class PortableText extends PortableTextContract {
        PortableText() {
            super(H2Fixture::new);
        }
    }

    @Nested
    class PortableNumber extends PortableNumberContract {
        PortableNumber() {
            super(H2Fixture::new);
        }
    }

    @Nested
    class PortableTime extends PortableTimeContract {
        PortableTime() {
            super(H2Fixture::new);
        }
    }

    @Nested
    class PortableValue extends PortableValueContract {
        PortableValue() {
            super(H2Fixture::new);
        }
    }

    @Nested
    class PortableWrite extends PortableWriteContract {
        PortableWrite() {
            super(H2Fixture::new);
        }
    }

    @Nested
    class PortableTransaction extends PortableTransactionContract {
        PortableTransaction() {
            super(H2Fixture::new);
        }
    }

    @Nested
    class Transaction extends TransactionContract {
        Transaction() {
            super(H2Fixture::new);
        }
    }

    @Nested
    class Propagation extends PropagationContract {
        Propagation() {
            super(H2Fixture::new);
        }
    }

    @Nested
    class Retry extends RetryContract {
        Retry() {
            super(H2Fixture::new);
        }
    }

    @Nested
    class Hook extends HookContract {
        Hook() {
            super(H2Fixture::new);
        }
    }
}
