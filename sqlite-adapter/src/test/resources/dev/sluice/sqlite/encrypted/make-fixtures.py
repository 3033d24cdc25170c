#!/usr/bin/env python3
"""Makes the encrypted databases in this folder with the reference implementations; see README.md."""
import os
import subprocess
import sys

FOLDER = os.path.dirname(os.path.abspath(__file__))
PASSPHRASE = "correct horse battery staple"
UNICODE = "pässwörd 鍵 🔑 it's"
RAW = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
SALT = "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff"
CONTENT = [
    "CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL, data BLOB)",
    "INSERT INTO notes VALUES (1, 'the quick brown fox', x'00ff'), (2, 'jumps over', NULL), (3, 'Größe 鍵 🔑', x'')",
    "CREATE INDEX notes_body ON notes (body)",
]


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


KEYS = {"passphrase": quoted(PASSPHRASE), "unicode": quoted(UNICODE)}
RAW_KEYS = {"raw": f"\"x'{RAW}'\"", "raw-salt": f"\"x'{RAW}{SALT}'\""}


def path(name):
    for end in "", "-wal", "-shm", "-journal":
        if os.path.exists(os.path.join(FOLDER, name + end)):
            os.remove(os.path.join(FOLDER, name + end))
    return os.path.join(FOLDER, name)


def sqlcipher4():
    """With the package sqlcipher3 of PyPI."""
    from sqlcipher3 import dbapi2

    def make(name, *before):
        connection = dbapi2.connect(path(name), isolation_level=None)
        for statement in [*before, *CONTENT]:
            connection.execute(statement)
        return connection

    print(dbapi2.connect(":memory:").execute("PRAGMA cipher_version").fetchone()[0])
    for kind, key in {**KEYS, **RAW_KEYS}.items():
        make(f"sqlcipher4-{kind}.db", f"PRAGMA key={key}").close()
        make(f"sqlcipher3-by4-{kind}.db", f"PRAGMA key={key}", "PRAGMA cipher_compatibility=3").close()
    make("sqlcipher4-wal.db", f"PRAGMA key={KEYS['passphrase']}", "PRAGMA journal_mode=WAL").close()
    # The process ends here, and what is committed is still in the log.
    live = make("sqlcipher4-log.db", f"PRAGMA key={KEYS['passphrase']}", "PRAGMA journal_mode=WAL")
    live.execute("PRAGMA wal_autocheckpoint=0")
    live.execute("INSERT INTO notes VALUES (4, 'only in the log', NULL)")
    os._exit(0)


def sqlcipher3():
    """With the program sqlcipher 3.4.1 of Debian 12."""
    version = subprocess.run(["sqlcipher", ":memory:", "PRAGMA cipher_version"], capture_output=True, text=True)
    if not version.stdout.startswith("3."):
        sys.exit("this sqlcipher is not version 3: " + version.stdout)
    print(version.stdout.strip())
    for kind, key in {**KEYS, **RAW_KEYS, "wal": KEYS["passphrase"]}.items():
        journal = ["PRAGMA journal_mode=WAL"] if kind == "wal" else []
        script = ";\n".join([f"PRAGMA key={key}", *journal, *CONTENT]) + ";\n"
        subprocess.run(["sqlcipher", path(f"sqlcipher3-{kind}.db")], input=script.encode(), check=True)


def multiple_ciphers():
    """With the package apsw-sqlite3mc of PyPI."""
    import apsw

    print(apsw.mc_version)
    for cipher, kinds in {"chacha20": {**KEYS, "raw": f"'raw:{RAW}'"}, "aes256cbc": KEYS}.items():
        for kind, key in kinds.items():
            connection = apsw.Connection(path(f"{cipher}-{kind}.db"))
            for statement in [f"PRAGMA cipher='{cipher}'", f"PRAGMA key={key}", *CONTENT]:
                connection.execute(statement)
            connection.close()


if __name__ == "__main__":
    {"sqlcipher4": sqlcipher4, "sqlcipher3": sqlcipher3, "multiple-ciphers": multiple_ciphers}[sys.argv[1]]()
