package dev.sluice.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * What is known between one pair of parentheses while a statement is read; used again for later pairs of that depth.
 */
final class Scope {

    /** What a table named here is there for. */
    enum Use {
        /** No table is expected. */
        NONE,
        READ,
        WRITE,
        /** Written and, as its rows are searched, read. */
        CHANGE
    }

    /** Where the reading stands in WITH a AS (…), b AS (…) SELECT. */
    enum With {
        /** Not between WITH and its statement. */
        NONE,
        /** The next name is a CTE's. */
        NAME,
        /** Between the name and its body. */
        BODY,
        /** Behind a body: a comma and the next one, or the statement. */
        BEHIND
    }

    /** What the next name is read as. */
    Use next = Use.NONE;

    /** What the name behind the next comma is read as. */
    Use list = Use.NONE;

    With with = With.NONE;
    boolean recursive;

    /** A join was seen in this list, so that USING names columns. */
    boolean joined;

    /** The arguments of EXTRACT, TRIM and the like, where FROM and IN name no tables. */
    boolean phrase;

    /** The last parentheses opened here were those of DISTINCT ON, behind which expressions follow. */
    boolean distinctOn;

    /** The body of a CTE. */
    boolean body;

    String cte = "";
    private List<String> ctes = List.of();

    void reset() {
        next = Use.NONE;
        list = Use.NONE;
        with = With.NONE;
        recursive = false;
        joined = false;
        phrase = false;
        distinctOn = false;
        body = false;
        cte = "";
        ctes = List.of();
    }

    /** The CTEs defined here, which end with this scope. */
    List<String> ctes() {
        return ctes;
    }

    void define(String name) {
        if (ctes.isEmpty()) {
            ctes = new ArrayList<>();
        }
        ctes.add(name);
    }

    /** No table list goes on here. */
    void endList() {
        next = Use.NONE;
        list = Use.NONE;
        joined = false;
    }

    /** A table list begins here. */
    void beginList(Use use) {
        next = use;
        list = use;
        joined = false;
    }
}
