package dev.weft.agent.cli.view;

import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** {@code view}: runs until it has shown as many traces as it was asked for, or is stopped. */
public final class ViewCommand {
  private static final long TICK_MILLIS = 100;

  private final ViewOptions options;
  private final Layout layout;
  private final PrintStream out;
  private final TraceBuffer buffer = new TraceBuffer();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private int shown;

  private ViewCommand(ViewOptions options, Layout layout, PrintStream out) {
    this.options = options;
    this.layout = layout;
    this.out = out;
  }

  /**
   * Runs the command on standard output.
   *
   * @param err for what goes wrong
   * @return the process's exit status
   */
  public static int run(List<String> arguments, PrintStream err) {
    ViewOptions options;
    try {
      options = ViewOptions.parse(arguments);
    } catch (IllegalArgumentException e) {
      err.println("weft: " + e.getMessage());
      return 2;
    }
    Terminal terminal = Terminal.ofThisProcess();
    Layout layout =
        new Layout(
            terminal.width(),
            terminal.unicode() && !options.ascii,
            terminal.colour(),
            options.attributes,
            options.maxSpans);
    return new ViewCommand(options, layout, Terminal.utf8Output()).run(err);
  }

  private int run(PrintStream err) {
    try (Receiver receiver =
        Receiver.start(options.port, spans -> buffer.add(spans, System.nanoTime()))) {
      // Not on standard output, which may go to a file of traces.
      err.println(
          "weft: waiting for spans at http://127.0.0.1:" + receiver.port() + "; Ctrl-C stops");
      stopWhenAsked();
      show();
      return 0;
    } catch (BindException e) {
      err.println(
          "weft: port " + options.port + " is in use; choose another one with view --port N");
      return 1;
    } catch (IOException e) {
      err.println("weft: port " + options.port + " cannot be opened: " + e.getMessage());
      return 1;
    } finally {
      stopped.countDown();
    }
  }

  private void stopWhenAsked() {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stop.countDown();
                  try {
                    stopped.await(1, TimeUnit.SECONDS);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                }));
  }

  private void show() {
    boolean stopping = false;
    while (!stopping && !out.checkError()) {
      try {
        stopping = stop.await(TICK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        stopping = true;
      }
      // Who stops the viewer wants to see what has come until then.
      for (ReceivedTrace trace :
          stopping ? buffer.takeAll() : buffer.takeFinished(System.nanoTime())) {
        print(trace);
        if (shown == options.once) {
          return;
        }
      }
    }
  }

  private void print(ReceivedTrace trace) {
    StringBuilder text = new StringBuilder();
    for (String line : Waterfall.draw(trace, layout)) {
      text.append(line).append('\n');
    }
    out.println(text);
    shown++;
  }
}
