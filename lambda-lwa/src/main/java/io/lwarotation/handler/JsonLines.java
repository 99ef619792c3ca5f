package io.lwarotation.handler;

import io.lwarotation.adapter.JsonWriter;
import java.io.PrintStream;

/** A log of one JSON object a line. */
record JsonLines(PrintStream out) {
  void write(JsonWriter.Fields fields) {
    out.println(JsonWriter.object(fields));
  }
}
