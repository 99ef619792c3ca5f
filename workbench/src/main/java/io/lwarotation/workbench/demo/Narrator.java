package io.lwarotation.workbench.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lwarotation.local.aws.sns.Delivery;
import io.lwarotation.local.cloud.LocalCloud;
import io.lwarotation.local.host.Invocation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Tells the steps of all chapters, and keeps whether each held. */
final class Narrator {
  private final Report report;
  private boolean allHeld = true;

  Narrator(Report report) {
    this.report = report;
  }

  Step step(LocalCloud cloud, String title) {
    return new Step(cloud.clock().instant(), title);
  }

  void done(Step step) {
    allHeld &= step.holds();
    report.step(step);
  }

  boolean allHeld() {
    return allHeld;
  }

  static void dayByDayUntil(LocalCloud cloud, Instant end) {
    while (cloud.clock().instant().isBefore(end)) {
      cloud.clock().advance(Duration.ofDays(1));
    }
  }

  /** The calls of SP-API so far, scheduled or not. */
  static List<LocalCloud.Run> calls(LocalCloud cloud) {
    return cloud.runs().stream()
        .filter(run -> run.function().handler().endsWith(".CallSpApiHandler"))
        .toList();
  }

  /** How the last call of SP-API ended. */
  static Invocation last(LocalCloud cloud) {
    return calls(cloud).getLast().result();
  }

  static boolean failsWith(Invocation result, String start) {
    return result instanceof Invocation.Failed failed && failed.errorMessage().startsWith(start);
  }

  static String told(Invocation result) {
    return switch (result) {
      case Invocation.Answered(String payload) -> payload;
      case Invocation.Failed failed -> failed.errorMessage();
      case Invocation.TimedOut(Duration limit) -> "timed out after " + limit.toSeconds() + " s";
      case Invocation.Crashed(int exitCode) -> "the process ended with " + exitCode;
    };
  }

  static void show(Step step, Delivery delivery) {
    switch (delivery) {
      case Delivery.Mail mail -> {
        List<String> lines = new ArrayList<>();
        lines.add("Subject: " + mail.subject());
        lines.add("");
        lines.addAll(mail.body().lines().toList());
        step.show("mail to " + mail.to(), lines);
      }
      case Delivery.TextMessage text ->
          step.show("SMS to " + text.to(), text.body().lines().toList());
      case Delivery.Post post -> step.show("POST to " + post.to(), List.of(post.body()));
    }
  }

  static List<String> pretty(String json) {
    try {
      return new ObjectMapper().readTree(json).toPrettyString().lines().toList();
    } catch (JsonProcessingException _) {
      return List.of(json);
    }
  }
}
