package dev.weft.tracing.db;

/** How a database's SQL is written where databases differ. */
public enum SqlDialect {
  /** The standard: single quotes hold strings, double quotes hold identifiers. H2, Derby, DB2 … */
  ANSI,
  /** PostgreSQL and its kin: dollar quotes, {@code E''} strings, nested comments. */
  POSTGRESQL,
  /** MySQL and MariaDB: backticks, strings in double quotes, backslash escapes, {@code #}. */
  MYSQL,
  /** Oracle: {@code q'[…]'} strings. */
  ORACLE,
  /** SQL Server: identifiers in brackets. */
  SQL_SERVER
}
