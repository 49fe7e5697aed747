package dev.weft.testing.rpc;

/** How many messages go each way. */
public enum CallShape {
  UNARY,
  CLIENT_STREAMING,
  SERVER_STREAMING,
  BIDIRECTIONAL
}
