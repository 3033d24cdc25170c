package dev.sluice.examples.quickstart;

/** Where a newcomer starts reading. */
public final class Quickstart {

    private Quickstart() {}

    /** Runs the quickstart. */
    public static void main(String[] args) {
        System.out.println("quickstart");
    }
}
