package io.lwarotation.infra;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the settings of all applications out of the CDK app's context. */
final class SettingsReader {
  private static final String APPLICATIONS = "applications";
  private static final int MOST_APPLICATIONS = 100;

  /** Names that are no settings but that the CDK's command line itself leaves in the context. */
  private static final Set<String> OF_THE_CDK =
      Set.of("acknowledged-issue-numbers", "cdk-migrate", "tree");

  private SettingsReader() {}

  /**
   * The applications that this context describes, at least one.
   *
   * @throws SettingException if anything in it is unknown or bad
   */
  static List<Settings> read(Map<String, ?> context) {
    Map<String, Object> given = new TreeMap<>(context);
    // The CDK's own keys hold a colon, a slash or an at sign; no setting does.
    given.keySet().removeIf(name -> name.matches(".*[:/].*") || OF_THE_CDK.contains(name));
    Object list = given.remove(APPLICATIONS);
    refuseUnknown(given, "");
    if (list == null) {
      return List.of(Settings.of(new GivenSettings(given, ""), null));
    }
    if (given.containsKey(Setting.APP.key())) {
      throw new SettingException(
          "Settings app and applications are both given: name each application inside applications"
              + " and leave app out.");
    }
    return ofSeveral(given, entries(list));
  }

  private static List<Settings> ofSeveral(Map<String, Object> defaults, List<?> entries) {
    Map<String, Settings> all = new LinkedHashMap<>();
    Map<TopicSetting, Settings> sharers = new HashMap<>();
    for (Object entry : entries) {
      Settings settings = ofEntry(defaults, entry, all.size() + 1);
      if (all.put(settings.app(), settings) != null) {
        throw new SettingException(
            "Setting app=%s stands twice in applications: give each application a name of its own."
                .formatted(QuotedInput.text(settings.app())));
      }
      if (settings.topic() instanceof TopicSetting.Shared shared) {
        refuseDifferentSubscribers(sharers.putIfAbsent(shared, settings), settings, shared);
      }
    }
    return List.copyOf(all.values());
  }

  /** All applications on one topic have the same: a new one changes nobody's notices. */
  private static void refuseDifferentSubscribers(
      @Nullable Settings first, Settings settings, TopicSetting.Shared topic) {
    if (first != null && !first.subscribers().equals(settings.subscribers())) {
      throw new SettingException(
          "Applications %s and %s share topic=%s and differ in email, sms or webhook: give them once, beside applications."
              .formatted(first.app(), settings.app(), topic.name()));
    }
  }

  /**
   * What stands beside the list holds for every entry that does not say otherwise; people who stand
   * there are no subscribers of a topic that an entry names and somebody else made.
   */
  private static Settings ofEntry(
      Map<String, Object> defaults, @Nullable Object entry, int number) {
    if (!(entry instanceof Map<?, ?> map)) {
      throw new SettingException(
          "Entry %d of setting applications is not an object: write it as {\"app\":\"my-erp\",\"region\":\"eu\"}."
              .formatted(number));
    }
    Map<String, Object> merged = new TreeMap<>(defaults);
    if (String.valueOf(map.get(Setting.TOPIC.key())).startsWith(TopicSetting.ARN)) {
      List.of(Setting.EMAIL, Setting.SMS, Setting.WEBHOOK)
          .forEach(setting -> merged.remove(setting.key()));
    }
    map.forEach((name, value) -> merged.put(String.valueOf(name), value));
    String where = " in entry " + number + " of applications";
    refuseUnknown(merged, where);
    if (!merged.containsKey(Setting.APP.key())) {
      throw new SettingException(
          "Entry %d of setting applications has no app: give it a name such as my-erp."
              .formatted(number));
    }
    return Settings.of(new GivenSettings(merged, where), null);
  }

  private static List<?> entries(Object value) {
    Object parsed = value;
    if (value instanceof String text) {
      try {
        parsed = new ObjectMapper().readValue(text, Object.class);
      } catch (JsonProcessingException _) {
        // Refused below. What it holds is not repeated: it may be anything.
      }
    }
    if (!(parsed instanceof List<?> list)) {
      throw new SettingException(
          "Setting applications is not a list: write it as JSON, such as [{\"app\":\"my-erp\",\"region\":\"eu\"},{\"app\":\"my-shop\",\"region\":\"na\"}].");
    }
    if (list.isEmpty() || list.size() > MOST_APPLICATIONS) {
      throw new SettingException(
          "Setting applications holds %d entries: give 1 to %d, each an object such as {\"app\":\"my-erp\",\"region\":\"eu\"}."
              .formatted(list.size(), MOST_APPLICATIONS));
    }
    return list;
  }

  private static void refuseUnknown(Map<String, ?> given, String where) {
    for (String name : given.keySet()) {
      if (!Setting.keys().contains(name)) {
        throw new SettingException(
            "Setting %s%s is unknown: the settings are %s, and applications for several."
                .formatted(QuotedInput.text(name), where, String.join(", ", Setting.keys())));
      }
    }
  }
}
