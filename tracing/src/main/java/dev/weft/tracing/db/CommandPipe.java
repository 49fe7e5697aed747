package dev.weft.tracing.db;

import org.jspecify.annotations.Nullable;

/**
 * A connection on which a blocking client writes commands and reads their replies in the same
 * order.
 *
 * <p>One span covers the commands that are sent before the first is answered, a pipeline, and those
 * from {@code MULTI} to the end of the transaction.
 *
 * <p>Such a connection belongs to one thread; only a subscription is ended from another.
 */
public final class CommandPipe {
  private static final String FIRST_DATABASE = "0";

  private final CommandTracing tracing;
  private DbInfo store;

  /** Above 0 in calls in which the client sends commands of its own accord, or calls itself. */
  private int inside;

  private int sent;
  private int answered;
  private boolean transaction;
  private String first = "";
  private @Nullable DatabaseOperation operation;
  private @Nullable CommandBatch batch;
  private @Nullable Throwable failure;
  private @Nullable String selected;
  private @Nullable String selectedInside;

  /**
   * A connection to a Redis that has selected no database yet.
   *
   * @param address where to, or null if that is not known
   */
  public CommandPipe(CommandTracing tracing, @Nullable String address, int port) {
    this.tracing = tracing;
    this.store = DbInfo.ofStore("redis", FIRST_DATABASE, address, port);
  }

  /**
   * The client begins to connect. Commands until {@link #connected} are its own.
   *
   * @param address where to, or null if that is not known
   */
  public synchronized void connecting(@Nullable String address, int port) {
    inside++;
    store = DbInfo.ofStore(store.system(), FIRST_DATABASE, address, port);
  }

  /** The client has connected, or failed to. */
  public synchronized void connected(@Nullable Throwable thrown) {
    inside--;
    if (selectedInside != null && thrown == null) {
      store = store.withNamespace(selectedInside);
    }
    selectedInside = null;
  }

  /** The client begins to write a command, and connects before if need be. */
  public synchronized void sending(String name) {
    if (inside++ > 0) {
      return;
    }
    if (sent++ == 0) {
      first = name;
      operation = tracing.start(store, name);
    }
    if (name.equals("MULTI")) {
      transaction = true;
    } else if (name.equals("EXEC") || name.equals("DISCARD")) {
      transaction = false;
    }
    if (operation != null && (sent > 1 || transaction)) {
      addToBatch(name);
    }
  }

  private void addToBatch(String name) {
    if (batch == null) {
      batch = new CommandBatch(first);
    }
    if (sent > 1) {
      batch.add(name);
    }
  }

  /** The command being written selects the database of later ones, unless it fails. */
  public synchronized void selecting(String index) {
    if (inside > 1) {
      selectedInside = index;
    } else {
      selected = index;
    }
  }

  /** The command is written, or could not be. */
  public synchronized void sent(@Nullable Throwable thrown) {
    inside--;
    if (inside == 0 && thrown != null) {
      end(thrown);
    }
  }

  /**
   * The client has read a reply, or failed to.
   *
   * @param thrown the error that the reply is, or why there is none, or null
   */
  public synchronized void answered(@Nullable Throwable thrown) {
    if (inside > 0 || sent == 0) {
      return;
    }
    if (thrown != null && !tracing.isRefusal(thrown)) {
      end(thrown);
      return;
    }
    if (failure == null) {
      failure = thrown;
    }
    if (++answered >= sent && !transaction) {
      end(failure);
    }
  }

  /** No reply comes any more to what was sent. */
  public synchronized void broken(@Nullable Throwable thrown) {
    if (inside == 0) {
      end(thrown == null ? failure : thrown);
    }
  }

  private void end(@Nullable Throwable thrown) {
    DatabaseOperation ended = operation;
    CommandBatch all = batch;
    if (selected != null && thrown == null) {
      store = store.withNamespace(selected);
    }
    operation = null;
    batch = null;
    failure = null;
    selected = null;
    transaction = false;
    sent = 0;
    answered = 0;
    if (ended != null) {
      if (all != null) {
        ended.becameBatch(all.name(), all.size());
      }
      ended.end(thrown);
    }
  }
}
