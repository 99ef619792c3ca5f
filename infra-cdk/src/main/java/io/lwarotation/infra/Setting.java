package io.lwarotation.infra;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The settings of an application: name, default, what a value must be, and the remedy if not. */
enum Setting {
  APP(
      "app",
      "my-erp",
      must(
          Setting.NAME,
          "give 1 to 20 lower-case letters, digits and single hyphens, beginning with a letter,"
              + " such as my-erp"),
      must(
          "(?!aws|ssm).*",
          "Parameter Store reserves names that begin with aws or ssm, take another")),
  REGION(
      "region",
      "na",
      must(
          "na|eu|fe", "give na (North America), eu (Europe, India, Middle East) or fe (Far East)")),
  SANDBOX("sandbox", "false", Rule.FLAG),
  EMAIL(
      "email",
      "",
      must(".*@.*", "it has no @, give an address such as you@example.com"),
      must(
          "(?=.{1,254}$)[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+",
          "it is not an e-mail address, give one such as you@example.com")),
  SMS(
      "sms",
      "",
      must(
          "\\+[1-9][0-9]{6,14}",
          "give a number in E.164, + and country code and digits only, such as \"+15550100000\"")),
  /** Scheme, host with a dot, perhaps a port; then what is printable, without a fragment. */
  WEBHOOK(
      "webhook",
      "",
      must(
          "(?=.{1,2048}$)https://[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+(:[0-9]{1,5})?([/?][!-\"$-;=?-~]*)?",
          "give the https URL that the service shows for Amazon SNS, without user or password")),
  ROTATION(
      "rotation",
      "remind",
      must("remind|automatic", "give remind (a person rotates) or automatic (the stack does)")),
  /** The default depends on the rotation. */
  REMIND_AFTER_DAYS(
      "remindAfterDays",
      "",
      must(
          "[1-9][0-9]?|1[0-7][0-9]",
          "give a whole number of days from 1 to 179, since SP-API refuses a secret older than 180"
              + " days")),
  SCHEDULE(
      "schedule",
      "rate(1 day)",
      must(
          "(?!rate\\((1 minute|[234] minutes)\\)$).*",
          "SP-API allows the probe about once a minute in all, give rate(5 minutes) or more"),
      must(
          ScheduleExpressions.PATTERN,
          "give rate(1 day) or a cron with six fields and one ? such as cron(15 6 * * ? *), not"
              + " more often than every 5 minutes")),
  /**
   * Every seller's authorization allows the default; no dots and no hidden slash lead elsewhere.
   */
  PROBE(
      "probe",
      "/sellers/v1/marketplaceParticipations",
      must(
          "(?=.{1,512}$)(?!.*(/\\.{1,2}(/|$)|%2[eEfF]|%5[cC]|%25|%[01][0-9a-fA-F]|%7[fF]))"
              + "(/([A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})+)+",
          "give an absolute path of SP-API without host, query or dot segments, such as"
              + " /sellers/v1/marketplaceParticipations")),
  DASHBOARD("dashboard", "true", Rule.FLAG),
  PUBLIC("public", "false", Rule.FLAG),
  /** Of a public application somebody has to watch the years: the default is that it is one. */
  SWEEP("sweep", "", Rule.FLAG),
  TOPIC(
      "topic",
      "own",
      must(
          Setting.NAME + "|arn:aws(-[a-z]+)*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256}",
          "give own, a name such as ops for a topic that applications share, or the ARN of a topic"
              + " of SNS that is there already (no FIFO topic)"));

  /** Fits into parameter names, stack names and, with the reminder's line, into one SMS. */
  private static final String NAME = "(?=.{1,20}$)[a-z][a-z0-9]*(-[a-z0-9]+)*";

  private final String key;
  private final String otherwise;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of, of records
  private final List<Rule> rules;

  Setting(String key, String otherwise, Rule... rules) {
    this.key = key;
    this.otherwise = otherwise;
    this.rules = List.of(rules);
  }

  private record Rule(Pattern pattern, String remedy) {
    static final Rule FLAG = must("true|false", "give true or false");
  }

  private static Rule must(String pattern, String remedy) {
    return new Rule(Pattern.compile(pattern), remedy);
  }

  /** Of all settings, sorted. */
  static List<String> keys() {
    return Arrays.stream(values()).map(Setting::key).sorted().toList();
  }

  /** As people write it. */
  String key() {
    return key;
  }

  /** What holds if it is not given. */
  String otherwise() {
    return otherwise;
  }

  boolean isFlag() {
    return rules.contains(Rule.FLAG);
  }

  /** What to do about a value, or null if it is good. */
  @Nullable String problemOf(String value) {
    return rules.stream()
        .filter(rule -> !rule.pattern().matcher(value).matches())
        .map(Rule::remedy)
        .findFirst()
        .orElse(null);
  }

  /** As a refusal repeats a value: a webhook's URL is its key, so only the beginning of one. */
  String shown(String value) {
    return this == WEBHOOK ? value.replaceFirst("^([a-z]+://[A-Za-z0-9.-]*).*", "$1...") : value;
  }
}
