package io.lwarotation.cli.checks;

import io.lwarotation.cli.Days;
import io.lwarotation.cli.Redaction;
import io.lwarotation.cli.checks.UpcomingNotices.Due;
import io.lwarotation.core.SecretExpiry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The status as one page to mail, print or hang up: no script, nothing from elsewhere, no colour
 * that says what no word says.
 */
record StatusPage(String place, Instant madeAt) {
  @SuppressWarnings("InlineFormatString") // a page of HTML within the code would hide both
  private static final String FRAME =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8"/>
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta name="color-scheme" content="light dark"/>
      <title>%1$s</title>
      <style>
      body{margin:0 auto;max-width:60rem;padding:1.5rem;background:#fff;color:#1c2127;font:16px/1.5 system-ui,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
      h1{font-size:1.5rem;margin:0}h2{font-size:1.2rem;margin:0}h3{font-size:1rem;margin:.8rem 0 0}
      small{font-size:.85rem;font-weight:normal}small,footer,time{color:#57606a}
      article{border:1px solid #d0d7de;border-radius:8px;margin:1rem 0;padding:1rem;break-inside:avoid;overflow-wrap:anywhere}
      .bar{background:#e4e8ec;border-radius:5px;height:14px;margin:.6rem 0 .2rem;overflow:hidden}
      .bar div{height:14px;print-color-adjust:exact;-webkit-print-color-adjust:exact}.bar{print-color-adjust:exact;-webkit-print-color-adjust:exact}
      p{margin:.2rem 0}ul{list-style:none;margin:.6rem 0 0;padding:0}li{margin:.2rem 0;padding-left:1.5rem;text-indent:-1.5rem}
      .mark{display:inline-block;font-weight:bold;text-indent:0;width:1.5rem}
      .fine{color:#1a7f37}.soon{color:#8a5a00}.now{color:#c21f2c}.unknown{color:#57606a}
      .bar .fine{background:#1a7f37}.bar .soon{background:#bf8700}.bar .now{background:#c21f2c}.bar .unknown{background:#57606a}
      @media screen and (prefers-color-scheme:dark){
      body{background:#14181d;color:#e6e9ed}small,footer,time{color:#9aa4af}article{border-color:#39424d}.bar{background:#2d343d}
      .fine{color:#4ac26b}.soon{color:#e3b341}.now{color:#ff7b72}.unknown{color:#9aa4af}
      .bar .fine{background:#3fb950}.bar .soon{background:#d29922}.bar .now{background:#f85149}.bar .unknown{background:#9aa4af}}
      </style>
      </head>
      <body>
      <header>
      <h1>%1$s</h1>
      <p>%2$s</p>
      <p><time datetime="%3$s">As of %4$s</time></p>
      </header>
      <main>
      %5$s</main>
      <footer><p>Written by <code>./lwa status --html</code>. It does not refresh itself.</p></footer>
      </body>
      </html>
      """;

  /** All of them, in the order given. */
  String of(List<ApplicationStatus> all) {
    Verdict worst = Verdict.worst(all.stream().map(ApplicationStatus::verdict));
    Instant minute = madeAt.truncatedTo(ChronoUnit.MINUTES);
    return FRAME.formatted(
        "LWA client secrets in " + escape(place),
        verdict(worst) + (worst == Verdict.OK ? ": nothing to do" : ""),
        minute,
        minute.toString().replace("T", " ").replace(":00Z", " UTC"),
        all.stream().map(StatusPage::article).collect(Collectors.joining()));
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

  private static String item(Due due) {
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
