package dev.weft.instrumentation.jdbc;

import static dev.weft.weaver.module.MethodMatch.method;
import static dev.weft.weaver.module.TypeMatch.named;
import static dev.weft.weaver.module.TypeMatch.subtypeOf;

import dev.weft.tracing.db.DatabaseOperation;
import dev.weft.weaver.module.InstrumentationModule;
import dev.weft.weaver.module.MethodMatch;
import dev.weft.weaver.module.ModuleDefinition;
import dev.weft.weaver.module.TypeMatch;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** JDBC drivers, and the pools and proxies around them. */
public final class JdbcModule implements InstrumentationModule {
  private static final String[] NONE = {};
  private static final String STRING = "java.lang.String";

  @Override
  public String name() {
    return "jdbc";
  }

  @Override
  public void define(ModuleDefinition module) {
    // By their supertypes: each driver and pool has classes of its own for them.
    TypeMatch driver = subtypeOf("java.sql.Driver");
    TypeMatch connection = subtypeOf("java.sql.Connection");
    TypeMatch statement = subtypeOf("java.sql.Statement");

    module.advise(
        driver, method("connect").parameters(STRING, "java.util.Properties"), Connect.class);
    module.advise(connection, method("createStatement"), CreateStatement.class);
    // With a type, concurrency and holdability of results, or one of the forms of generated keys.
    // Spelt out, because pools and drivers have methods of these names for keys of their own.
    MethodMatch prepare = method("prepareStatement", "prepareCall").publicOnly();
    module.advise(connection, prepare.parameters(STRING), PrepareStatement.class);
    module.advise(connection, prepare.parameters(STRING, "int"), PrepareStatement.class);
    module.advise(connection, prepare.parameters(STRING, "int", "int"), PrepareStatement.class);
    module.advise(
        connection, prepare.parameters(STRING, "int", "int", "int"), PrepareStatement.class);
    module.advise(connection, prepare.parameters(STRING, "int[]"), PrepareStatement.class);
    module.advise(connection, prepare.parameters(STRING, STRING + "[]"), PrepareStatement.class);
    module.advise(connection, method("isValid").parameters("int"), Internal.class);
    // PostgreSQL's driver asks the server; a pool that caches statements does so for each.
    module.advise(connection, method("getCatalog", "getSchema").parameters(NONE), Internal.class);
    // Pools that are told a query for it ask whether a connection still lives before they give it.
    module.advise(
        named(
            "com.zaxxer.hikari.pool.PoolBase",
            "org.apache.commons.dbcp2.PoolableConnection",
            "org.apache.tomcat.jdbc.pool.PooledConnection"),
        method("isConnectionAlive", "isConnectionDead", "validate"),
        Internal.class);

    MethodMatch execute =
        method("execute", "executeQuery", "executeUpdate", "executeLargeUpdate").publicOnly();
    module.advise(statement, execute.parameters(STRING), Execute.class);
    // How generated keys are returned: a flag, column numbers or column names.
    module.advise(statement, execute.parameters(STRING, "int"), Execute.class);
    module.advise(statement, execute.parameters(STRING, "int[]"), Execute.class);
    module.advise(statement, execute.parameters(STRING, STRING + "[]"), Execute.class);
    module.advise(statement, execute.parameters(NONE), ExecutePrepared.class);
    module.advise(statement, method("addBatch").parameters(STRING), AddBatch.class);
    module.advise(statement, method("addBatch").parameters(NONE), AddPreparedBatch.class);
    module.advise(statement, method("clearBatch").parameters(NONE), ClearBatch.class);
    module.advise(
        statement,
        method("executeBatch", "executeLargeBatch").parameters(NONE),
        ExecuteBatch.class);
    module.advise(statement, method("close").publicOnly().parameters(NONE), Close.class);
  }

  /** The only place where a connection's URL is seen without asking for it. */
  static final class Connect {
    @Advice.OnMethodEnter(inline = false)
    static CallDepth enter() {
      return CallDepth.enter().quieten();
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter @Nullable CallDepth depth,
        @Advice.Argument(0) @Nullable String url,
        @Advice.Return @Nullable Connection connection) {
      if (depth != null) {
        Databases.connected(connection, url, depth);
      }
    }
  }

  static final class CreateStatement {
    @Advice.OnMethodEnter(inline = false)
    static CallDepth enter() {
      return CallDepth.enter();
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter @Nullable CallDepth depth,
        @Advice.This Connection connection,
        @Advice.Return @Nullable Statement statement) {
      if (depth != null) {
        Statements.created(statement, connection, null, depth);
      }
    }
  }

  static final class PrepareStatement {
    @Advice.OnMethodEnter(inline = false)
    static CallDepth enter() {
      return CallDepth.enter();
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter @Nullable CallDepth depth,
        @Advice.This Connection connection,
        @Advice.Argument(0) @Nullable String sql,
        @Advice.Return @Nullable Statement statement) {
      if (depth != null) {
        Statements.created(statement, connection, sql, depth);
      }
    }
  }

  /** What a driver executes of its own accord is no call of the application's. */
  static final class Internal {
    @Advice.OnMethodEnter(inline = false)
    static CallDepth enter() {
      return CallDepth.enter().quieten();
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(@Advice.Enter @Nullable CallDepth depth) {
      if (depth != null) {
        depth.exit(null);
      }
    }
  }

  static final class Execute {
    @Advice.OnMethodEnter(inline = false)
    static @Nullable DatabaseOperation enter(
        @Advice.This Statement statement, @Advice.Argument(0) @Nullable String sql) {
      return Statements.execute(statement, sql);
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter @Nullable DatabaseOperation operation,
        @Advice.Thrown @Nullable Throwable thrown) {
      if (operation != null) {
        operation.end(thrown);
      }
    }
  }

  static final class ExecutePrepared {
    @Advice.OnMethodEnter(inline = false)
    static @Nullable DatabaseOperation enter(@Advice.This Statement statement) {
      // Some drivers have methods of these names for their own use in statements without a query.
      return statement instanceof PreparedStatement ? Statements.execute(statement) : null;
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter @Nullable DatabaseOperation operation,
        @Advice.Thrown @Nullable Throwable thrown) {
      if (operation != null) {
        operation.end(thrown);
      }
    }
  }

  static final class ExecuteBatch {
    @Advice.OnMethodEnter(inline = false)
    static @Nullable DatabaseOperation enter(@Advice.This Statement statement) {
      return Statements.executeBatch(statement);
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter @Nullable DatabaseOperation operation,
        @Advice.Thrown @Nullable Throwable thrown) {
      if (operation != null) {
        operation.end(thrown);
      }
    }
  }

  static final class AddBatch {
    @Advice.OnMethodEnter(inline = false)
    static @Nullable Batch enter(@Advice.This Statement statement) {
      return Batch.beginAdd(statement);
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter @Nullable Batch batch,
        @Advice.Argument(0) @Nullable String sql,
        @Advice.Thrown @Nullable Throwable thrown) {
      if (batch != null) {
        batch.endAdd(sql, thrown == null);
      }
    }
  }

  static final class AddPreparedBatch {
    @Advice.OnMethodEnter(inline = false)
    static @Nullable Batch enter(@Advice.This Statement statement) {
      return Batch.beginAdd(statement);
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter @Nullable Batch batch, @Advice.Thrown @Nullable Throwable thrown) {
      if (batch != null) {
        batch.endAdd(null, thrown == null);
      }
    }
  }

  static final class ClearBatch {
    @Advice.OnMethodEnter(inline = false)
    static void enter(@Advice.This Statement statement) {
      Batch.forget(statement);
    }
  }

  static final class Close {
    @Advice.OnMethodEnter(inline = false)
    static void enter(@Advice.This Statement statement) {
      Statements.closed(statement);
    }
  }
}
