package io.lwarotation.cli.stack;

import java.util.List;

/** A name of AWS, taken apart: {@code arn:partition:service:region:account:resource}. */
public record Arn(String partition, String region, String account, String resource) {
  private static final int PARTS = 6;

  /** Takes one apart, and refuses what is none. */
  public static Arn of(String text) {
    List<String> parts = List.of(text.split(":", PARTS));
    if (parts.size() < PARTS || !parts.getFirst().equals("arn")) {
      throw new IllegalArgumentException("no ARN: " + text);
    }
    return new Arn(parts.get(1), parts.get(3), parts.get(4), parts.get(5));
  }

  /** The ARN of a parameter in the same account and region. */
  public String ofParameter(String name) {
    return "arn:%s:ssm:%s:%s:parameter%s".formatted(partition, region, account, name);
  }
}
