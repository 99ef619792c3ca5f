package io.lwarotation.cli.checks;

import io.lwarotation.cli.Days;
import io.lwarotation.cli.Redaction;
import io.lwarotation.core.SecretExpiry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The status as one page to mail, print or hang up: no script, nothing from elsewhere, no colour
 * that says what no word says.
 */
record StatusPage(String place, Instant madeAt) {
  /** All of them, in the order given. */
  String of(List<ApplicationStatus> all) {
    Verdict worst = Verdict.worst(all.stream().map(ApplicationStatus::verdict));
    Instant minute = madeAt.truncatedTo(ChronoUnit.MINUTES);
    return frame()
        .formatted(
            "LWA client secrets in " + escape(place),
            verdict(worst) + (worst == Verdict.OK ? ": nothing to do" : ""),
            minute,
            minute.toString().replace("T", " ").replace(":00Z", " UTC"),
            all.stream().map(StatusPage::article).collect(Collectors.joining()));
  }

  private static String frame() {
    try (InputStream page = StatusPage.class.getResourceAsStream("status.html")) {
      return new String(Objects.requireNonNull(page).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String article(ApplicationStatus status) {
    String items =
        status.lines().stream()
            .map(line -> item(line.finding()))
            .collect(Collectors.joining("", "<ul>\n", "</ul>\n"));
    String due = status.upcoming().stream().map(StatusPage::item).collect(Collectors.joining());
    if (!due.isEmpty()) {
      due = "<h3>Notices due, if nobody changes the secret</h3>\n<ul>\n%s</ul>\n".formatted(due);
    }
    return "<article>\n<h2>%s <small>%s</small></h2>\n<p>%s</p>\n%s%s%s</article>\n"
        .formatted(
            escape(status.app()),
            escape(status.mode()),
            verdict(status.verdict()),
            status.life().map(life -> bar(life, status.verdict())).orElse(""),
            items,
            due);
  }

  private static String verdict(Verdict verdict) {
    return mark(verdict)
        + "<strong class=\"%s\">%s</strong>".formatted(verdict.level, verdict.spoken);
  }

  private static String bar(StoredState life, Verdict verdict) {
    long all = SecretExpiry.LIFETIME.toDays();
    return """
    <div class="bar" role="img" aria-label="%1$s of %2$d"><div class="%3$s" style="width:%4$d%%"></div></div>
    <p><strong>%1$s</strong> <small>until %5$s</small></p>
    """
        .formatted(
            Days.left(life.daysLeft()),
            all,
            verdict.level,
            Math.clamp(Math.ceilDiv(life.daysLeft() * 100, all), 0, 100),
            Days.of(life.expiry().expiresAt()));
  }

  private static String item(Finding finding) {
    return "<li>%s<strong>%s</strong>: %s.%s</li>\n"
        .formatted(
            mark(finding.verdict()),
            escape(finding.title()),
            escape(finding.text()),
            finding.remedy().isEmpty() ? "" : " To do: <em>" + escape(finding.remedy()) + "</em>");
  }

  private static String item(UpcomingNotice due) {
    return "<li><time datetime=\"%1$s\">%1$s</time> %2$s</li>\n"
        .formatted(due.on(), escape(due.text()));
  }

  private static String mark(Verdict verdict) {
    return "<span class=\"mark %s\" aria-hidden=\"true\">%s</span>"
        .formatted(verdict.level, verdict.mark);
  }

  private static String escape(String text) {
    return Redaction.of(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
