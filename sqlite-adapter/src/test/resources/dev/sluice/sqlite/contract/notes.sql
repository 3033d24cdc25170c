CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;
CREATE TABLE log (body TEXT NOT NULL) STRICT;

-- A body with semicolons of its own.
CREATE TRIGGER log_notes AFTER INSERT ON notes BEGIN
    INSERT INTO log VALUES (new.body);
    SELECT 1;
END;

INSERT INTO notes(body) VALUES ('first; of all');
