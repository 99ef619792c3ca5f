package io.lwarotation.infra;

import io.lwarotation.core.SpApiRegion;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one application, checked.
 *
 * @param app the application's name, first part of its parameters' names
 * @param region where its sellers are
 * @param sandbox whether SP-API's hosts for tests are called
 * @param subscribers who is to hear: at least one address, unless the topic is another's
 * @param rotation who makes the new secret
 * @param remindAfterDays age of the secret at which the reminder goes out
 * @param schedule when SP-API is called, an expression of EventBridge Scheduler
 * @param probe path of SP-API that is called then
 * @param dashboard whether there is one; the fourth of an account costs $3 a month
 * @param isPublic whether selling partners must authorize it again after 365 days
 * @param sweep whether all authorizations are tried daily
 * @param topic where people hear
 */
record Settings(
    String app,
    SpApiRegion region,
    boolean sandbox,
    Subscribers subscribers,
    Rotation rotation,
    int remindAfterDays,
    String schedule,
    String probe,
    boolean dashboard,
    boolean isPublic,
    boolean sweep,
    TopicSetting topic) {
  /**
   * Checks what was given.
   *
   * @param held the topic, where the caller holds it; else the setting says which
   * @throws SettingException for the first that is bad
   */
  static Settings of(GivenSettings given, @Nullable TopicSetting held) {
    TopicSetting topic = held == null ? TopicSetting.of(given.text(Setting.TOPIC)) : held;
    Rotation rotation = Rotation.valueOf(given.text(Setting.ROTATION).toUpperCase(Locale.ROOT));
    boolean isPublic = given.flag(Setting.PUBLIC);
    boolean sandbox = given.flag(Setting.SANDBOX);
    if (sandbox && rotation == Rotation.AUTOMATIC) {
      throw given.refused(
          Setting.SANDBOX, "true", "Amazon rotates no secret there, leave rotation=remind");
    }
    return new Settings(
        given.text(Setting.APP),
        SpApiRegion.named(given.text(Setting.REGION)).orElseThrow(),
        sandbox,
        Subscribers.of(given, topic),
        rotation,
        Integer.parseInt(
            given.text(
                Setting.REMIND_AFTER_DAYS, Integer.toString(rotation.defaultRemindAfterDays()))),
        given.text(Setting.SCHEDULE),
        given.text(Setting.PROBE),
        given.flag(Setting.DASHBOARD),
        isPublic,
        Boolean.parseBoolean(given.text(Setting.SWEEP, Boolean.toString(isPublic))),
        topic);
  }

  /** Where SP-API is called. */
  URI spApiEndpoint() {
    return sandbox ? region.sandbox() : region.endpoint();
  }

  ParameterPaths parameters() {
    return ParameterPaths.of(app);
  }

  String stackName() {
    return "lwa-" + app;
  }
}
