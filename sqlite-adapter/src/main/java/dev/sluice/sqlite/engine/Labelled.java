package dev.sluice.sqlite.engine;

/** Something that can be named in a log, without bound values and on one line. */
interface Labelled {

    /** The name; made when it is asked for. */
    String label();
}
