package io.lwarotation.infra;

import io.lwarotation.core.SpApiRegion;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.sns.ITopic;

/**
 * What {@link LwaCredentials} is told. Only the functions' file and somebody who hears are needed;
 * the rest has the defaults of the settings in cdk.json.
 */
public final class LwaCredentialsProps {
  final Settings settings;
  final Uploads uploads;
  final @Nullable ITopic topic;

  LwaCredentialsProps(Settings settings, Uploads uploads, @Nullable ITopic topic) {
    this.settings = settings;
    this.uploads = uploads;
    this.topic = topic;
  }

  /** To be filled. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects the properties; they are checked when {@link #build} is called. */
  public static final class Builder {
    private final Map<String, Object> given = new HashMap<>();
    private @Nullable Path functions;
    private @Nullable ITopic topic;

    private Builder() {}

    private Builder with(Setting setting, Object value) {
      given.put(setting.key(), value);
      return this;
    }

    /**
     * Name of the application (default {@code my-erp}): its parameters lie under {@code /NAME}, and
     * {@code ./lwa} takes it with {@code --app}.
     */
    public Builder app(String name) {
      return with(Setting.APP, name);
    }

    /** Where the sellers are (default {@link SpApiRegion#NA}). */
    public Builder region(SpApiRegion region) {
      return with(Setting.REGION, region.setting());
    }

    /** Whether SP-API's hosts for tests are called (default no). */
    public Builder sandbox(boolean wanted) {
      return with(Setting.SANDBOX, wanted);
    }

    /** Who gets mail; at least one, unless {@link #topic} is given. */
    public Builder emails(List<String> addresses) {
      return with(Setting.EMAIL, List.copyOf(addresses));
    }

    /** Who gets SMS, in E.164. */
    public Builder phones(List<String> numbers) {
      return with(Setting.SMS, List.copyOf(numbers));
    }

    /**
     * Services that take what SNS posts, such as PagerDuty and Opsgenie: https URLs. Each is the
     * key of its service and stands in the template.
     */
    public Builder webhooks(List<String> urls) {
      return with(Setting.WEBHOOK, List.copyOf(urls));
    }

    /**
     * A topic of yours, in the account and region of the stack, instead of one that the construct
     * makes. Its policy must let {@code cloudwatch.amazonaws.com} and {@code events.amazonaws.com}
     * publish: where the topic is made in the same app, the construct sees to that; else synth
     * warns. Who hears is subscribed by you.
     */
    public Builder topic(ITopic existing) {
      this.topic = existing;
      return this;
    }

    /** Who rotates (default {@link Rotation#REMIND}). */
    public Builder rotation(Rotation rotation) {
      return with(Setting.ROTATION, rotation.setting());
    }

    /** Age of the secret at which the reminder goes out (default 150; 160 if it rotates itself). */
    public Builder remindAfterDays(int days) {
      return with(Setting.REMIND_AFTER_DAYS, days);
    }

    /** When SP-API is called, an expression of EventBridge Scheduler (default once a day). */
    public Builder schedule(String expression) {
      return with(Setting.SCHEDULE, expression);
    }

    /** Path of SP-API that is called then (default the seller's marketplaces). */
    public Builder probe(String path) {
      return with(Setting.PROBE, path);
    }

    /**
     * Whether it is a public application (default no): its selling partners must authorize it again
     * after 365 days.
     */
    public Builder publicApplication(boolean isPublic) {
      return with(Setting.PUBLIC, isPublic);
    }

    /** Whether all authorizations are tried daily (default: as it is a public application). */
    public Builder sweep(boolean wanted) {
      return with(Setting.SWEEP, wanted);
    }

    /** Whether there is a dashboard (default yes); the fourth of an account costs $3 a month. */
    public Builder dashboard(boolean wanted) {
      return with(Setting.DASHBOARD, wanted);
    }

    /**
     * The functions' code: {@code lambda-lwa.jar}, as {@code lambda-lwa} builds it. If {@code
     * call-sp-api-arm64.zip} lies beside it, CallSpApi is uploaded from there: it is smaller and
     * starts quicker.
     */
    public Builder functions(Path file) {
      this.functions = file;
      return this;
    }

    /**
     * Checks what was given.
     *
     * @throws SettingException if anything is bad or missing; it names it and the remedy
     */
    public LwaCredentialsProps build() {
      if (functions == null) {
        throw new SettingException(
            "The functions' file is missing: name what lambda-lwa builds with functions(path).");
      }
      TopicSetting held = topic == null ? null : new TopicSetting.Existing(topic.getTopicArn());
      Settings settings = Settings.of(new GivenSettings(given, ""), held);
      return new LwaCredentialsProps(settings, Uploads.beside(functions), topic);
    }
  }
}
