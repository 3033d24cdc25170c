package dev.sluice.sql;

/**
 * Tells whether a semicolon stands inside a trigger's or function's BEGIN … END. As SQLite's own shell does, it takes
 * only {@code ; END ;} for the end of the body: END closes CASE, too, and may be a column's name.
 */
final class BodyWatch {

    private enum State {
        /** Before the first word. */
        START,
        /** Behind CREATE and words that may stand between it and what is created. */
        CREATE,
        /** Behind CREATE TRIGGER: BEGIN opens a body. */
        TRIGGER,
        /** Behind CREATE FUNCTION or PROCEDURE: BEGIN ATOMIC opens a body. */
        ROUTINE,
        ROUTINE_BEGIN,
        /** In a body. */
        BODY,
        /** In a body, right behind a semicolon. */
        BODY_SEMICOLON,
        /** Behind the END that closes the body, if a semicolon follows. */
        BODY_END,
        /** In a statement without a body. */
        PLAIN
    }

    private State state = State.START;
    private boolean afterDot;

    void reset() {
        state = State.START;
        afterDot = false;
    }

    /** True when a semicolon now would not end the statement. */
    boolean holds() {
        return state == State.BODY || state == State.BODY_SEMICOLON;
    }

    void read(SqlTokens token) {
        boolean word = token.type() == TokenType.WORD && !afterDot;
        afterDot = token.type() == TokenType.DOT;
        Keyword keyword = word ? keyword(token) : Keyword.NONE;
        state = switch (state) {
            case START -> keyword == Keyword.CREATE ? State.CREATE : State.PLAIN;
            case CREATE -> created(keyword);
            case TRIGGER -> keyword == Keyword.BEGIN ? State.BODY : State.TRIGGER;
            case ROUTINE -> keyword == Keyword.BEGIN ? State.ROUTINE_BEGIN : State.ROUTINE;
            case ROUTINE_BEGIN -> keyword == Keyword.ATOMIC ? State.BODY : State.ROUTINE;
            case BODY, BODY_SEMICOLON, BODY_END -> body(token, keyword);
            case PLAIN -> State.PLAIN;
        };
    }

    private static State created(Keyword keyword) {
        return switch (keyword) {
            case TEMP, TEMPORARY, OR, REPLACE, CONSTRAINT -> State.CREATE;
            case TRIGGER -> State.TRIGGER;
            case FUNCTION, PROCEDURE -> State.ROUTINE;
            default -> State.PLAIN;
        };
    }

    private State body(SqlTokens token, Keyword keyword) {
        if (token.type() == TokenType.SEMICOLON) {
            return State.BODY_SEMICOLON;
        }
        boolean ends = keyword == Keyword.END && state == State.BODY_SEMICOLON;
        return ends ? State.BODY_END : State.BODY;
    }

    private static Keyword keyword(SqlTokens token) {
        return Keyword.of(token.source(), token.start(), token.end());
    }
}
