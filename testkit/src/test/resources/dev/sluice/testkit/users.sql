-- What the tests of the fixture start from; is this a parameter?
CREATE TABLE users (id BIGINT PRIMARY KEY, name VARCHAR NOT NULL);

INSERT INTO users VALUES (1, 'alice?');
INSERT INTO users VALUES (2, 'bob');
