package dev.sluice.architecture.planted.documentation;

public interface Silent {
    void says();

    /** This one is documented. */
    void explains();

    /** And so is this, whose overriding method needs nothing. */
    final class Quiet implements Silent {
        public Quiet() {}

        @Override
        public void says() {}

        @Override
        public void explains() {}

        void hidden() {}
    }
}
