package dev.weft.tracing.db;

import org.jspecify.annotations.Nullable;

/** The database at a connection's other end. Immutable; one per connection or pool. */
public final class DbInfo {
  private final String system;
  private final SqlDialect dialect;
  private final @Nullable String namespace;
  private final @Nullable String serverAddress;
  private final int serverPort;
  private final @Nullable String server;

  /**
   * A database.
   *
   * @param system {@code db.system.name}, such as {@code postgresql}
   * @param dialect how its SQL is written
   * @param namespace {@code db.namespace}: the database, with schema where the conventions say so
   * @param serverAddress host name, address or socket path; null for an embedded database
   * @param serverPort the port, or -1 if unknown
   */
  public DbInfo(
      String system,
      SqlDialect dialect,
      @Nullable String namespace,
      @Nullable String serverAddress,
      int serverPort) {
    this.system = system;
    this.dialect = dialect;
    this.namespace = namespace;
    this.serverAddress = serverAddress;
    this.serverPort = serverPort;
    this.server = serverOf(serverAddress, serverPort);
  }

  /**
   * A store that is not asked in SQL.
   *
   * @param system {@code db.system.name}, such as {@code redis}
   * @param namespace {@code db.namespace}, or null
   * @param serverAddress host name, address or socket path; null if it is not known
   * @param serverPort the port, or -1 if unknown
   */
  public static DbInfo ofStore(
      String system, @Nullable String namespace, @Nullable String serverAddress, int serverPort) {
    return new DbInfo(system, SqlDialect.ANSI, namespace, serverAddress, serverPort);
  }

  /** The same server, with another of its databases. */
  public DbInfo withNamespace(String other) {
    return other.equals(namespace)
        ? this
        : new DbInfo(system, dialect, other, serverAddress, serverPort);
  }

  /** The value of {@code db.system.name}. */
  public String system() {
    return system;
  }

  /** How this database's SQL is written. */
  public SqlDialect dialect() {
    return dialect;
  }

  /** The value of {@code db.namespace}. */
  public @Nullable String namespace() {
    return namespace;
  }

  /** The value of {@code server.address}. */
  public @Nullable String serverAddress() {
    return serverAddress;
  }

  /** The server's port, or -1. */
  public int serverPort() {
    return serverPort;
  }

  /** The server as spans are named after it, {@code db.example.com:6379}. */
  @Nullable String server() {
    return server;
  }

  private static @Nullable String serverOf(@Nullable String address, int port) {
    if (address == null || address.isEmpty()) {
      return null;
    }
    return port > 0 ? address + ':' + port : address;
  }
}
