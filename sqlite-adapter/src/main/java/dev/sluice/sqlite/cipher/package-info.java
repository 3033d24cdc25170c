/**
 * Keys of encrypted database files, and the forms in which SQLite takes them. Keys are byte arrays that are wiped after
 * use; none of the types prints one.
 */
@NullMarked
package dev.sluice.sqlite.cipher;

import org.jspecify.annotations.NullMarked;
