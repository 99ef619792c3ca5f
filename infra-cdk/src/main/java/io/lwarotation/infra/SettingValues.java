package io.lwarotation.infra;

import io.lwarotation.core.SpApiRegion;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The values of one application's settings, each checked when it is asked for. */
final class SettingValues {
  /** With a longer name the reminder does not fit into one SMS: ReminderLine is tested with it. */
  static final int LONGEST_APP = 20;

  private static final int LAST_REMINDER = 179;
  private static final int MOST_SUBSCRIBERS = 20;

  /** Fits into parameter names, stack names and one SMS. */
  private static final Pattern APP = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  private static final Pattern EMAIL =
      Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");
  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

  /** Scheme, host with a dot, perhaps a port; then what is printable, without a fragment. */
  private static final Pattern WEBHOOK =
      Pattern.compile(
          "https://[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+(:[0-9]{1,5})?([/?][!-\"$-;=?-~]*)?");

  private static final Pattern HOST = Pattern.compile("^[a-z]+://[A-Za-z0-9.-]*");
  private static final int LONGEST_URL = 2048;
  private static final Pattern PATH =
      Pattern.compile("(/([A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})+)+");
  private static final Pattern DOTS_OR_HIDDEN_SLASH =
      Pattern.compile("/\\.{1,2}(/|$)|%2[eEfF]|%5[cC]|%25|%[01][0-9a-fA-F]|%7[fF]");

  /** The setting that says whether somebody else made the topic begins so. */
  static final String ARN = "arn:";

  private static final Pattern TOPIC_ARN =
      Pattern.compile("arn:aws(-[a-z]+)*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256}");

  private final Map<String, ?> given;
  private final String where;

  SettingValues(Map<String, ?> given, String where) {
    this.given = given;
    this.where = where;
  }

  String app() {
    String name = text("app", Settings.DEFAULT_APP);
    if (!APP.matcher(name).matches() || name.length() > LONGEST_APP) {
      throw refused(
          "app",
          name,
          "give 1 to "
              + LONGEST_APP
              + " lower-case letters, digits and single hyphens, beginning with a letter, such as"
              + " my-erp");
    }
    if (name.startsWith("aws") || name.startsWith("ssm")) {
      throw refused(
          "app", name, "Parameter Store reserves names that begin with aws or ssm, take another");
    }
    return name;
  }

  SpApiRegion region() {
    String name = text("region", SpApiRegion.NA.setting());
    return SpApiRegion.named(name)
        .orElseThrow(
            () ->
                refused(
                    "region",
                    name,
                    "give na (North America), eu (Europe, India, Middle East) or fe (Far East)"));
  }

  TopicSetting topic() {
    String topic = text("topic", "own");
    if (topic.equals("own")) {
      return new TopicSetting.Own();
    }
    if (TOPIC_ARN.matcher(topic).matches()) {
      return new TopicSetting.Existing(topic);
    }
    if (APP.matcher(topic).matches() && topic.length() <= LONGEST_APP) {
      return new TopicSetting.Shared(topic);
    }
    throw refused(
        "topic",
        topic,
        "give own, a name such as ops for a topic that applications share, or the ARN of a topic of"
            + " SNS that is there already (no FIFO topic)");
  }

  List<String> emails(TopicSetting topic) {
    List<String> addresses = texts("email");
    refuseSubscribersOf(topic, "email", addresses);
    if (addresses.isEmpty() && !(topic instanceof TopicSetting.Existing)) {
      throw new SettingException.NobodyHears(
          "Setting email is missing%s: without one, nobody is told before the secret expires; give it with -c email=you@example.com or in cdk.json."
              .formatted(where));
    }
    for (String address : addresses) {
      if (!address.contains("@")) {
        throw refused("email", address, "it has no @, give an address such as you@example.com");
      }
      if (address.length() > 254 || !EMAIL.matcher(address).matches()) {
        throw refused(
            "email", address, "it is not an e-mail address, give one such as you@example.com");
      }
    }
    return addresses;
  }

  private void refuseSubscribersOf(TopicSetting topic, String name, List<String> people) {
    if (topic instanceof TopicSetting.Existing && !people.isEmpty()) {
      throw refused(
          name,
          people.getFirst(),
          "the topic is there already, subscribe people to it where it was made");
    }
  }

  List<String> phones(TopicSetting topic) {
    List<String> numbers = texts("sms");
    refuseSubscribersOf(topic, "sms", numbers);
    for (String number : numbers) {
      if (!E164.matcher(number).matches()) {
        throw refused(
            "sms",
            number,
            "give a number in E.164, + and country code and digits only, such as \"+15550100000\"");
      }
    }
    return numbers;
  }

  /** A webhook's URL is its key: of one that is refused, only the beginning is repeated. */
  List<String> webhooks(TopicSetting topic) {
    List<String> urls = texts("webhook");
    refuseSubscribersOf(topic, "webhook", urls.stream().map(SettingValues::beginning).toList());
    for (String url : urls) {
      if (url.length() > LONGEST_URL || !WEBHOOK.matcher(url).matches()) {
        throw refused(
            "webhook",
            beginning(url),
            "give the https URL that the service shows for Amazon SNS, without user or password");
      }
    }
    return urls;
  }

  private static String beginning(String url) {
    Matcher host = HOST.matcher(url);
    return host.find() ? host.group() + "..." : url;
  }

  Rotation rotation() {
    String name = text("rotation", "remind");
    return switch (name) {
      case "remind" -> Rotation.REMIND;
      case "automatic" -> Rotation.AUTOMATIC;
      default ->
          throw refused(
              "rotation", name, "give remind (a person rotates) or automatic (the stack does)");
    };
  }

  int remindAfterDays() {
    String number = text("remindAfterDays", Integer.toString(rotation().defaultRemindAfterDays()));
    if (!number.matches("[1-9][0-9]{0,2}") || Integer.parseInt(number) > LAST_REMINDER) {
      throw refused(
          "remindAfterDays",
          number,
          "give a whole number of days from 1 to "
              + LAST_REMINDER
              + ", since SP-API refuses a secret older than 180 days");
    }
    return Integer.parseInt(number);
  }

  String schedule() {
    String expression = text("schedule", Settings.DEFAULT_SCHEDULE);
    String problem = ScheduleSetting.problemOf(expression);
    if (problem != null) {
      throw refused("schedule", expression, problem);
    }
    return expression;
  }

  String probe() {
    String path = text("probe", Settings.DEFAULT_PROBE);
    if (path.length() > 512
        || !PATH.matcher(path).matches()
        || DOTS_OR_HIDDEN_SLASH.matcher(path).find()) {
      throw refused(
          "probe",
          path,
          "give an absolute path of SP-API without host, query or dot segments, such as "
              + Settings.DEFAULT_PROBE);
    }
    return path;
  }

  boolean dashboard() {
    return flag("dashboard", "true");
  }

  /** An application for the sandbox has no secret that Amazon would rotate. */
  boolean sandbox() {
    boolean sandbox = flag("sandbox", "false");
    if (sandbox && rotation() == Rotation.AUTOMATIC) {
      throw refused("sandbox", "true", "Amazon rotates no secret there, leave rotation=remind");
    }
    return sandbox;
  }

  boolean isPublic() {
    return flag("public", "false");
  }

  /** Of a public application somebody has to watch the years. */
  boolean sweep() {
    return flag("sweep", Boolean.toString(isPublic()));
  }

  private boolean flag(String name, String otherwise) {
    Object value = given.get(name);
    String text = value instanceof Boolean flag ? flag.toString() : text(name, otherwise);
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw refused(name, text, "give true or false");
    };
  }

  private String text(String name, String otherwise) {
    Object value = given.get(name);
    if (value == null) {
      return otherwise;
    }
    return oneText(name, value);
  }

  /** Text with commas, or a list; the same text twice counts once. */
  private List<String> texts(String name) {
    Object value = given.get(name);
    Set<String> texts = new LinkedHashSet<>();
    switch (value) {
      case null -> {}
      case List<?> list -> list.forEach(element -> texts.add(oneText(name, element).strip()));
      default -> {
        for (String part : oneText(name, value).split(",", -1)) {
          if (!part.isBlank()) {
            texts.add(part.strip());
          }
        }
      }
    }
    if (texts.size() > MOST_SUBSCRIBERS) {
      throw refused(
          name,
          texts.size() + " values",
          "give at most " + MOST_SUBSCRIBERS + " for one application");
    }
    return new ArrayList<>(texts);
  }

  private String oneText(String name, @Nullable Object value) {
    return switch (value) {
      case String text when QuotedInput.looksLikeCredential(text) ->
          throw refused(name, text, "credentials are stored with ./lwa put, never in the settings");
      case String text -> text;
      case Integer number -> number.toString();
      case Long number -> number.toString();
      // A number without fraction may come as a double out of the CDK's process.
      case Double number when number == Math.rint(number) && Math.abs(number) < 1e15 ->
          Long.toString(number.longValue());
      case null, default ->
          throw refused(name, String.valueOf(value), "give text, in quotation marks");
    };
  }

  private SettingException refused(String name, String value, String remedy) {
    return new SettingException(
        "Setting %s=%s%s is refused: %s.".formatted(name, QuotedInput.text(value), where, remedy));
  }
}
