package io.lwarotation.cli.checks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.cli.checks.ApplicationStatus.Line;
import io.lwarotation.cli.stack.SecretVersion;
import java.util.List;

/** The status as data; its fields are told by the help page and stay. */
final class StatusJson {
  private StatusJson() {}

  static ObjectNode of(String region, List<ApplicationStatus> all, Verdict worst) {
    ObjectNode root =
        new ObjectMapper().createObjectNode().put("region", region).put("level", worst.level());
    ArrayNode list = root.putArray("applications");
    all.forEach(one -> list.add(of(one)));
    return root;
  }

  static ObjectNode of(ApplicationStatus status) {
    ObjectNode root =
        new ObjectMapper()
            .createObjectNode()
            .put("app", status.app())
            .put("mode", status.mode())
            .put("level", status.verdict().level());
    root.putNull("expiresAt").putNull("daysLeft");
    status
        .state()
        .ifPresent(
            state ->
                root.put("now", state.readAt().toString())
                    .put("version", state.expiry().version()));
    status
        .daysLeft()
        .ifPresent(
            days ->
                root.put("daysLeft", days)
                    .put(
                        "expiresAt", status.state().orElseThrow().expiry().expiresAt().toString()));
    ArrayNode versions = root.putArray("versions");
    for (SecretVersion version : status.versions()) {
      versions
          .addObject()
          .put("version", version.number())
          .put("writtenAt", version.writtenAt().toString())
          .put("writtenBy", version.writtenBy());
    }
    ArrayNode findings = root.putArray("findings");
    for (Line line : status.lines()) {
      findings
          .addObject()
          .put("name", line.check().equals("last call") ? "lastCall" : line.check())
          .put("level", line.finding().verdict().level())
          .put("text", line.text());
    }
    return root;
  }
}
