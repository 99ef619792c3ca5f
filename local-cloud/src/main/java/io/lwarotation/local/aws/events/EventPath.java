package io.lwarotation.local.aws.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.lwarotation.local.aws.wire.AwsException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of JSON path that EventBridge knows: names and indices, no wildcards here. */
final class EventPath {
  private static final Pattern STEP =
      Pattern.compile("\\.([A-Za-z0-9_/-]+)|\\[([0-9]+)\\]|\\['([^']+)'\\]");

  private EventPath() {}

  static void check(String path) {
    if (!path.matches("\\$(" + STEP.pattern() + ")*")) {
      throw AwsException.badRequest(
          "ValidationException", "Invalid JSON path " + path + " (or one LocalAws does not model)");
    }
  }

  /** Finds a part of an event; a missing node if it is not there. */
  static JsonNode find(JsonNode event, String path) {
    JsonNode at = event;
    Matcher step = STEP.matcher(path);
    int end = 1;
    while (step.find(end) && step.start() == end) {
      String name = step.group(1) != null ? step.group(1) : step.group(3);
      at = name != null ? at.path(name) : at.path(Integer.parseInt(step.group(2)));
      end = step.end();
    }
    return end == path.length() ? at : MissingNode.getInstance();
  }
}
