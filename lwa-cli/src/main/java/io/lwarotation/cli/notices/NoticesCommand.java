package io.lwarotation.cli.notices;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.lwarotation.cli.ExitCode;
import io.lwarotation.cli.PlainCommand;
import io.lwarotation.cli.WrongUsageException;
import io.lwarotation.core.notice.AlarmText;
import io.lwarotation.core.notice.GsmText;
import io.lwarotation.core.notice.Notice;
import io.lwarotation.core.notice.NoticeTexts;
import io.lwarotation.core.notice.Place;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lwa notices --preview}. */
@Command(
    name = "notices",
    description =
        """
        Prints every notice that people can get, by mail and by SMS, as it would arrive: Parameter \
        Store's reminder and its drill, the notices of the watch and of the rotation, and the \
        alarms. Does not contact AWS.""",
    footer =
        """

        Examples:
          ./lwa notices --preview
          ./lwa notices --preview --app my-shop --automatic
          ./lwa notices --preview --json    a list of kind, subject, mail, sms, smsUnits""")
public final class NoticesCommand extends PlainCommand {
  private static final Place PLACE = new Place("123456789012", "us-east-1");

  @Option(names = "--preview", description = "Print them: this command does nothing else.")
  private boolean preview;

  @Option(
      names = "--app",
      paramLabel = "NAME",
      defaultValue = "my-erp",
      description = "Name of the application (default: ${DEFAULT-VALUE}).")
  private String app = "my-erp";

  @Option(names = "--automatic", description = "As with rotation=automatic.")
  private boolean automatic;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Override
  public Integer call() {
    if (!preview) {
      throw new WrongUsageException("Say --preview: it prints each notice as it would arrive");
    }
    NoticeTexts texts = new NoticeTexts(app, PLACE, automatic);
    Map<String, Notice> samples = new LinkedHashMap<>(texts.lines(automatic ? 160 : 150));
    texts
        .samples(Instant.now().truncatedTo(ChronoUnit.SECONDS))
        .forEach((kind, notice) -> samples.put(kind.name(), notice));
    for (AlarmText alarm : AlarmText.values()) {
      samples.put("ALARM_" + alarm.name(), alarm(alarm));
    }
    if (json) {
      ArrayNode all = JsonNodeFactory.instance.arrayNode();
      samples.forEach(
          (kind, notice) ->
              all.addObject()
                  .put("kind", kind)
                  .put("subject", notice.subject())
                  .put("mail", notice.text())
                  .put("sms", notice.sms())
                  .put("smsUnits", GsmText.units(notice.sms())));
      print(all);
    } else {
      samples.forEach(this::show);
    }
    return ExitCode.DONE.code();
  }

  /** CloudWatch writes these, with our name and description, and its own details around them. */
  private Notice alarm(AlarmText alarm) {
    String subject = "ALARM: \"" + alarm.name(app) + "\" in US East (N. Virginia)";
    return new Notice(
        subject,
        "[what CloudWatch saw]\n\nAlarm Details:\n- Name: %s\n- Description: %s\n[…]"
            .formatted(alarm.name(app), alarm.description(app)),
        subject);
  }

  private void show(String kind, Notice notice) {
    screen().heading(kind);
    screen()
        .frame("mail", ("Subject: " + notice.subject() + "\n\n" + notice.text()).lines().toList());
    screen()
        .frame(
            "SMS, " + GsmText.units(notice.sms()) + " of " + GsmText.LONGEST_SMS + " units",
            List.of(notice.sms()));
  }
}
