package dev.sluice.sqlite.lost;

/** Whether the long form of tests is wanted, which takes minutes: {@code -Dsluice.thorough=true}. */
final class Thorough {

    static final boolean WANTED = Boolean.getBoolean("sluice.thorough");

    private Thorough() {}
}
