package dev.weft.tracing.db;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** Words that mean something to {@link SqlReader}, in upper case, of all dialects together. */
final class SqlKeywords {
  static final Set<String> DEFINITIONS = words("CREATE", "DROP", "ALTER", "TRUNCATE");
  static final Set<String> OBJECTS =
      words(
          "TABLE",
          "VIEW",
          "INDEX",
          "SEQUENCE",
          "SCHEMA",
          "DATABASE",
          "USER",
          "ROLE",
          "TYPE",
          "DOMAIN",
          "EXTENSION",
          "TABLESPACE",
          "SYNONYM",
          "FUNCTION",
          "PROCEDURE",
          "PROC",
          "TRIGGER",
          "PACKAGE",
          "AGGREGATE",
          "EVENT");
  static final Set<String> OBJECTS_WITH_BODY =
      words("FUNCTION", "PROCEDURE", "PROC", "TRIGGER", "PACKAGE", "AGGREGATE", "EVENT");
  static final Set<String> OBJECT_MODIFIERS =
      words(
          "OR",
          "REPLACE",
          "TEMP",
          "TEMPORARY",
          "GLOBAL",
          "LOCAL",
          "UNLOGGED",
          "MATERIALIZED",
          "UNIQUE",
          "CLUSTERED",
          "NONCLUSTERED",
          "FULLTEXT",
          "SPATIAL",
          "BITMAP",
          "FOREIGN",
          "EXTERNAL",
          "PUBLIC",
          "PRIVATE",
          "RECURSIVE",
          "CACHED",
          "MEMORY",
          "EDITIONABLE");
  static final Set<String> NAME_MODIFIERS =
      words("IF", "NOT", "EXISTS", "CONCURRENTLY", "ONLY", "BODY");
  static final Set<String> TABLE_MODIFIERS = words("LATERAL", "ONLY", "LOW_PRIORITY");
  static final Set<String> INTO_MODIFIERS =
      words(
          "INTO",
          "IGNORE",
          "LOW_PRIORITY",
          "HIGH_PRIORITY",
          "DELAYED",
          "OVERWRITE",
          "OR",
          "REPLACE",
          "ABORT",
          "FAIL",
          "ROLLBACK",
          "ALL",
          "FIRST",
          "TABLE",
          "TOP",
          "QUICK",
          "ONLY");
  static final Set<String> ENDS_OF_FROM =
      words(
          "WHERE",
          "GROUP",
          "HAVING",
          "ORDER",
          "LIMIT",
          "OFFSET",
          "FETCH",
          "SET",
          "VALUES",
          "UNION",
          "INTERSECT",
          "EXCEPT",
          "MINUS",
          "WINDOW",
          "QUALIFY",
          "RETURNING",
          "FOR",
          "CONNECT",
          "WHEN");
  static final Set<String> COMMANDS =
      words(
          "SET",
          "SHOW",
          "USE",
          "BEGIN",
          "START",
          "COMMIT",
          "ROLLBACK",
          "SAVEPOINT",
          "RELEASE",
          "LOCK",
          "UNLOCK",
          "GRANT",
          "REVOKE",
          "EXPLAIN",
          "DESCRIBE",
          "DESC",
          "ANALYZE",
          "VACUUM",
          "COPY",
          "DECLARE",
          "FETCH",
          "CLOSE",
          "OPEN",
          "PREPARE",
          "DEALLOCATE",
          "DISCARD",
          "LISTEN",
          "NOTIFY",
          "UNLISTEN",
          "REFRESH",
          "REINDEX",
          "CLUSTER",
          "COMMENT",
          "CHECKPOINT",
          "PRAGMA",
          "ATTACH",
          "DETACH",
          "LOAD",
          "OPTIMIZE",
          "REPAIR",
          "FLUSH",
          "KILL",
          "RENAME",
          "RESET",
          "VALUES",
          "DO",
          "SHUTDOWN",
          "BACKUP",
          "RESTORE",
          "PURGE");
  static final Set<String> COMMANDS_BEFORE_STATEMENTS = words("EXPLAIN", "BEGIN");

  private SqlKeywords() {}

  private static Set<String> words(String... words) {
    return new HashSet<>(Arrays.asList(words));
  }
}
