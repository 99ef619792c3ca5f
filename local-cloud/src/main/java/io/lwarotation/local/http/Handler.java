package io.lwarotation.local.http;

/** Answers requests; called by several threads at once, and may block. */
@FunctionalInterface
public interface Handler {
  /** What the client is to see. An exception is a fault of the stand-in: 500, told on stderr. */
  Reply answer(Request request) throws Exception;
}
