package io.lwarotation.cli.status;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.cli.stack.SecretVersion;
import java.time.Instant;

/** The status as data; its fields are told by the help page and stay. */
final class StatusJson {
  private StatusJson() {}

  static ObjectNode of(Application status) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("app", status.app())
        .put("mode", status.mode())
        .put("level", status.level().key())
        .put("now", status.now().toString())
        .put("version", status.version());
    Instant expiresAt = status.expiresAt();
    root.put("expiresAt", expiresAt == null ? null : expiresAt.toString());
    if (status.daysLeft().isPresent()) {
      root.put("daysLeft", status.daysLeft().getAsLong());
    } else {
      root.putNull("daysLeft");
    }
    ArrayNode versions = root.putArray("versions");
    for (SecretVersion version : status.versions()) {
      versions
          .addObject()
          .put("version", version.number())
          .put("writtenAt", version.writtenAt().toString())
          .put("writtenBy", version.writtenBy());
    }
    ArrayNode findings = root.putArray("findings");
    for (Finding finding : status.findings()) {
      findings
          .addObject()
          .put("name", finding.name())
          .put("level", finding.level().key())
          .put("text", finding.text());
    }
    return root;
  }
}
