package example.smoke;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.EventExecutorGroup;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** The ways of Netty's event loops. */
public final class NettyHandOvers {
  private final Map<String, HandOver> ways = new LinkedHashMap<>();
  private final Workers workers = new Workers();
  private final EventLoopGroup loop =
      new MultiThreadIoEventLoopGroup(1, workers, NioIoHandler.newFactory());
  private final EventExecutorGroup executor = new DefaultEventExecutorGroup(1, workers);

  private NettyHandOvers() {}

  public static Map<String, HandOver> all() {
    NettyHandOvers netty = new NettyHandOvers();
    netty.scheduled("Netty NIO loop", netty.loop);
    netty.scheduled("Netty DefaultEventExecutor", netty.executor);
    netty.ways.put("Netty's threads at their end", netty.workers.end(netty::shutdown));
    return netty.ways;
  }

  private void scheduled(String name, EventExecutorGroup group) {
    ways.put(
        name + ".execute",
        call -> {
          FutureTask<String> task = new FutureTask<>(call);
          group.execute(task::run);
          return task.get();
        });
    ways.put(name + ".submit", call -> group.submit(call).get());
    ways.put(
        name + ".schedule, a Callable",
        call -> group.schedule(call, 1, TimeUnit.MILLISECONDS).get());
    ways.put(
        name + ".schedule, a Runnable",
        call -> {
          FutureTask<String> task = new FutureTask<>(call);
          group.schedule(task::run, 1, TimeUnit.MILLISECONDS).get();
          return task.get();
        });
  }

  private void shutdown() {
    loop.shutdownGracefully(0, 5, TimeUnit.SECONDS);
    executor.shutdownGracefully(0, 5, TimeUnit.SECONDS);
  }
}
