/**
 * Documents in YAML, JSON, dotenv and INI as SOPS reads them: names and values in their order, and nothing constructed.
 * snakeyaml-engine and Jackson are optional, each behind one class.
 */
@NullMarked
package dev.sluice.keys.document;

import org.jspecify.annotations.NullMarked;
