package io.lwarotation.cli.notices;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.cli.Screen;
import io.lwarotation.core.notice.GsmText;
import io.lwarotation.core.notice.Notice;
import io.lwarotation.core.notice.NoticeKind;
import io.lwarotation.core.notice.NoticeTexts;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lwa notices --preview}. */
@Command(
    name = "notices",
    description = {
      "Prints every notice that people can get, by mail and by SMS, as it would arrive. Reaches no AWS."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ./lwa notices --preview",
      "  ./lwa notices --preview --app my-shop --automatic",
      "  ./lwa notices --preview --json     a list of kind, subject, mail, sms, smsUnits",
      "",
      "Exit codes: 0 printed, 2 wrong usage."
    })
public final class NoticesCommand implements Callable<Integer> {
  private static final String ACCOUNT = "123456789012";
  private static final String REGION = "us-east-1";

  @Option(names = "--preview", description = "Print them; it is all that this command does.")
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

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (!preview) {
      throw new ParameterException(
          spec.commandLine(), "Say --preview: it prints each notice as it would arrive");
    }
    Map<NoticeKind, Notice> samples =
        new NoticeTexts(app, ACCOUNT, REGION, automatic)
            .samples(Instant.now().truncatedTo(ChronoUnit.SECONDS));
    if (json) {
      spec.commandLine().getOut().println(asJson(samples));
    } else {
      show(samples, Screen.on(spec.commandLine().getOut()));
    }
    return 0;
  }

  private static void show(Map<NoticeKind, Notice> samples, Screen screen) {
    samples.forEach(
        (kind, notice) -> {
          screen.heading(kind.name());
          List<String> mail = new ArrayList<>();
          mail.add("Subject: " + notice.subject());
          mail.add("");
          notice.text().lines().forEach(mail::add);
          screen.frame("mail", mail);
          screen.frame(
              "SMS, " + GsmText.units(notice.sms()) + " of " + GsmText.LONGEST_SMS + " units",
              List.of(notice.sms()));
        });
  }

  private static String asJson(Map<NoticeKind, Notice> samples) throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    ArrayNode all = mapper.createArrayNode();
    samples.forEach(
        (kind, notice) -> {
          ObjectNode one = all.addObject();
          one.put("kind", kind.name());
          one.put("subject", notice.subject());
          one.put("mail", notice.text());
          one.put("sms", notice.sms());
          one.put("smsUnits", GsmText.units(notice.sms()));
        });
    return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(all);
  }
}
