package io.lwarotation.handler;

import io.lwarotation.adapter.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** What CloudFormation is told; the physical id never changes, so that nothing is replaced. */
record CustomResourceAnswer(
    boolean success, String reason, String physicalId, Map<String, String> data) {
  /** CloudFormation refuses an answer above 4 KB, and the stack then waits for nothing. */
  private static final int LARGEST = 4096;

  private static final int LONGEST_REASON = 700;

  CustomResourceAnswer {
    data = Map.copyOf(data);
  }

  /** The answer to this event as JSON, at most 4 KB of UTF-8. */
  String json(CustomResourceEvent event) {
    String whole = json(event, data, LONGEST_REASON);
    boolean fits = whole.getBytes(StandardCharsets.UTF_8).length <= LARGEST;
    return fits ? whole : json(event, Map.of(), 100);
  }

  private String json(CustomResourceEvent event, Map<String, String> shown, int longestReason) {
    JsonObject cut = new JsonObject();
    new TreeMap<>(shown).forEach((name, value) -> cut.put(name, cut(value, LONGEST_REASON)));
    return new JsonObject()
        .put("Status", success ? "SUCCESS" : "FAILED")
        .put("Reason", cut(reason, longestReason))
        .put("PhysicalResourceId", cut(physicalId, 1024))
        .put("StackId", cut(event.text("StackId"), 1024))
        .put("RequestId", cut(event.text("RequestId"), 128))
        .put("LogicalResourceId", cut(event.text("LogicalResourceId"), 255))
        .put("Data", cut)
        .text();
  }

  /** CloudFormation's own ids are plain text; anything else is taken out with what is too long. */
  private static String cut(String text, int longest) {
    String plain = text.replaceAll("[^\\x20-\\x7e]", "?");
    return plain.length() <= longest ? plain : plain.substring(0, longest - 3) + "...";
  }
}
