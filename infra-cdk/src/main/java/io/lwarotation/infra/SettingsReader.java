package io.lwarotation.infra;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings out of the CDK app's context. Values come as text from {@code -c} and as any
 * JSON from cdk.json; both are understood.
 */
final class SettingsReader {
  private static final String APPLICATIONS = "applications";
  private static final Set<String> OF_ONE_APPLICATION =
      new TreeSet<>(
          Set.of(
              "app",
              "region",
              "sandbox",
              "email",
              "sms",
              "webhook",
              "rotation",
              "remindAfterDays",
              "schedule",
              "probe",
              "dashboard",
              "public",
              "sweep",
              "topic"));

  /** Names that are no settings but that the CDK's command line itself leaves in the context. */
  private static final Set<String> OF_THE_CDK =
      Set.of("acknowledged-issue-numbers", "cdk-migrate", "tree");

  private static final int MOST_APPLICATIONS = 100;

  private SettingsReader() {}

  /**
   * The applications that this context describes, at least one.
   *
   * @throws SettingException if anything in it is unknown or bad
   */
  static List<Settings> read(Map<String, ?> context) {
    Map<String, Object> given = new LinkedHashMap<>();
    context.forEach(
        (name, value) -> {
          if (!isOfTheCdk(name)) {
            given.put(name, value);
          }
        });
    Object list = given.remove(APPLICATIONS);
    refuseUnknown(given, "");
    if (list == null) {
      return List.of(ofOne(given, ""));
    }
    if (given.containsKey("app")) {
      throw new SettingException(
          "Settings app and applications are both given: name each application inside applications"
              + " and leave app out.");
    }
    return ofSeveral(given, list);
  }

  /** The CDK's own keys hold a colon, a slash or an at sign; no setting does. */
  private static boolean isOfTheCdk(String name) {
    return name.contains(":") || name.contains("/") || OF_THE_CDK.contains(name);
  }

  private static List<Settings> ofSeveral(Map<String, Object> defaults, Object list) {
    List<?> entries = applications(list);
    if (entries.isEmpty() || entries.size() > MOST_APPLICATIONS) {
      throw new SettingException(
          "Setting applications holds %d entries: give 1 to %d, each an object such as {\"app\":\"my-erp\",\"region\":\"eu\"}."
              .formatted(entries.size(), MOST_APPLICATIONS));
    }
    List<Settings> all = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    for (int i = 0; i < entries.size(); i++) {
      Settings settings = ofOne(entry(defaults, entries.get(i), i + 1), where(i + 1));
      if (!names.add(settings.app())) {
        throw new SettingException(
            "Setting app=%s stands twice in applications: give each application a name of its own."
                .formatted(QuotedInput.text(settings.app())));
      }
      all.add(settings);
    }
    refuseDifferentSubscribers(all);
    return List.copyOf(all);
  }

  /**
   * All applications on one topic have the same subscribers: a new one changes nobody's notices.
   */
  private static void refuseDifferentSubscribers(List<Settings> all) {
    Map<TopicSetting, Settings> first = new HashMap<>();
    for (Settings settings : all) {
      if (settings.topic() instanceof TopicSetting.Shared shared) {
        Settings before = first.putIfAbsent(shared, settings);
        if (before != null && !before.subscribers().equals(settings.subscribers())) {
          throw new SettingException(
              "Applications %s and %s share topic=%s and differ in email, sms or webhook: give them once, beside applications."
                  .formatted(before.app(), settings.app(), shared.name()));
        }
      }
    }
  }

  /**
   * What stands beside the list holds for every entry that does not say otherwise; people who stand
   * there are no subscribers of a topic that an entry names and somebody else made.
   */
  private static Map<String, Object> entry(
      Map<String, Object> defaults, @Nullable Object entry, int number) {
    if (!(entry instanceof Map<?, ?> map)) {
      throw new SettingException(
          "Entry %d of setting applications is not an object: write it as {\"app\":\"my-erp\",\"region\":\"eu\"}."
              .formatted(number));
    }
    Map<String, Object> merged = new LinkedHashMap<>(defaults);
    if (String.valueOf(map.get("topic")).startsWith(SettingValues.ARN)) {
      merged.remove("email");
      merged.remove("sms");
      merged.remove("webhook");
    }
    map.forEach((name, value) -> merged.put(String.valueOf(name), value));
    refuseUnknown(merged, where(number));
    if (!merged.containsKey("app")) {
      throw new SettingException(
          "Entry %d of setting applications has no app: give it a name such as my-erp."
              .formatted(number));
    }
    return merged;
  }

  private static List<?> applications(Object value) {
    Object parsed = value;
    if (value instanceof String text) {
      try {
        parsed = new ObjectMapper().readValue(text, new TypeReference<Object>() {});
      } catch (JsonProcessingException _) {
        parsed = null; // What it holds is not repeated: it may be anything.
      }
    }
    if (parsed instanceof List<?> list) {
      return list;
    }
    throw new SettingException(
        "Setting applications is not a list: write it as JSON, such as [{\"app\":\"my-erp\",\"region\":\"eu\"},{\"app\":\"my-shop\",\"region\":\"na\"}].");
  }

  private static void refuseUnknown(Map<String, ?> given, String where) {
    for (String name : given.keySet()) {
      if (!OF_ONE_APPLICATION.contains(name)) {
        throw new SettingException(
            "Setting %s%s is unknown: the settings are %s, and applications for several."
                .formatted(QuotedInput.text(name), where, String.join(", ", OF_ONE_APPLICATION)));
      }
    }
  }

  /** What a construct was given, by the settings' names. */
  static Settings ofConstruct(Map<String, ?> given) {
    return ofOne(given, "");
  }

  /** The same, with a topic that the caller holds. */
  static Settings ofConstruct(Map<String, ?> given, TopicSetting topic) {
    return ofOne(new SettingValues(given, ""), topic);
  }

  private static Settings ofOne(Map<String, ?> given, String where) {
    SettingValues values = new SettingValues(given, where);
    return ofOne(values, values.topic());
  }

  private static Settings ofOne(SettingValues values, TopicSetting topic) {
    return new Settings(
        values.app(),
        values.region(),
        values.sandbox(),
        values.emails(topic),
        values.phones(topic),
        values.webhooks(topic),
        values.rotation(),
        values.remindAfterDays(),
        values.schedule(),
        values.probe(),
        values.dashboard(),
        values.isPublic(),
        values.sweep(),
        topic);
  }

  private static String where(int entry) {
    return " in entry " + entry + " of applications";
  }
}
