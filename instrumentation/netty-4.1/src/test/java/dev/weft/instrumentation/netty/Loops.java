package dev.weft.instrumentation.netty;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;

/** The event loops of all tests: daemons, since it takes them a second to end. */
final class Loops {
  static final EventLoopGroup ALL =
      new NioEventLoopGroup(2, new DefaultThreadFactory("loop", true));

  private Loops() {}
}
