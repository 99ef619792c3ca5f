package io.lwarotation.infra;

import io.lwarotation.core.SpApiRegion;
import java.net.URI;
import java.util.List;

/**
 * The settings of one application, checked; filled once, by {@link SettingsReader}.
 *
 * @param app the application's name, first part of its parameters' names
 * @param region where its sellers are
 * @param sandbox whether SP-API's hosts for tests are called
 * @param emails who gets mail: at least one address, unless the topic is another's
 * @param phones who gets SMS, in E.164
 * @param webhooks https URLs that SNS posts to
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
    List<String> emails,
    List<String> phones,
    List<String> webhooks,
    Rotation rotation,
    int remindAfterDays,
    String schedule,
    String probe,
    boolean dashboard,
    boolean isPublic,
    boolean sweep,
    TopicSetting topic) {
  static final String DEFAULT_APP = "my-erp";
  static final String DEFAULT_SCHEDULE = "rate(1 day)";

  /** Every seller's authorization allows it; what the function calls unasked. */
  static final String DEFAULT_PROBE = "/sellers/v1/marketplaceParticipations";

  Settings {
    emails = List.copyOf(emails);
    phones = List.copyOf(phones);
    webhooks = List.copyOf(webhooks);
  }

  /** Where SP-API is called. */
  URI spApiEndpoint() {
    return sandbox ? region.sandbox() : region.endpoint();
  }

  ParameterPaths parameters() {
    return ParameterPaths.of(app);
  }

  Subscribers subscribers() {
    return new Subscribers(emails, phones, webhooks);
  }

  String stackName() {
    return "lwa-" + app;
  }
}
