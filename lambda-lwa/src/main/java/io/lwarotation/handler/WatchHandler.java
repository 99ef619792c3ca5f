package io.lwarotation.handler;

import com.amazonaws.services.lambda.runtime.Context;
import io.lwarotation.adapter.AwsEnvironment;
import io.lwarotation.adapter.AwsJsonService;
import io.lwarotation.adapter.CrtHttp;
import io.lwarotation.adapter.aws.AwsWatchSources;
import io.lwarotation.adapter.aws.CloudWatchCalls;
import io.lwarotation.adapter.aws.SdkClients;
import io.lwarotation.adapter.aws.SnsNotices;
import io.lwarotation.adapter.aws.SsmRotationRecords;
import io.lwarotation.adapter.aws.SsmWatchMemories;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.notice.NoticeTexts;
import io.lwarotation.core.notice.Place;
import io.lwarotation.core.watch.SecretDates;
import io.lwarotation.core.watch.WatchApplication;
import java.time.Duration;
import java.time.InstantSource;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * Looks once a day whether people hear in time, tells them, and writes metrics into its log. Any
 * event starts it.
 *
 * <p>Environment: {@code LWA_APP}, the four parameters' names, {@code LWA_WATCH_PARAMETER}, {@code
 * LWA_TOPIC_ARN}, {@code LWA_ROTATION}, {@code LWA_SUBSCRIPTIONS}, {@code LWA_DEAD_LETTER_QUEUES},
 * {@code LWA_SCHEDULE} (without it nobody misses a call).
 */
public final class WatchHandler extends FunctionHandler<WatchApplication> {
  /** For Lambda. */
  public WatchHandler() {
    super(
        Parts.of("Watch", System.getenv(), (variables, _, clock) -> watch(variables, clock)),
        Duration.ofSeconds(1));
  }

  /** Answers with what was seen and told. */
  @Override
  String answer(byte[] event, WatchApplication watch, Context context, Deadline deadline) {
    WatchApplication.Result result = watch.run(deadline);
    WatchLog.write(log(), context.getAwsRequestId(), result);
    return WatchLog.answer(result);
  }

  @Override
  String look(WatchApplication watch, Deadline deadline) {
    SecretDates secret = watch.sources().secret(deadline);
    watch.memories().newest(deadline);
    watch.sources().subscriptions(deadline);
    watch.sources().calls(secret.now(), deadline);
    return "sees the secret's age, the topic, the calls and "
        + watch.sources().deadLetters(deadline).size()
        + " dead-letter queues, and decrypts nothing";
  }

  private static WatchApplication watch(Variables variables, InstantSource clock) {
    WatchConfig config = WatchConfig.of(variables);
    ParameterNames names = config.names();
    AwsEnvironment reached = AwsEnvironment.of(variables.environment());
    CrtHttp http = new CrtHttp(variables.environment());
    SdkClients aws = new SdkClients();
    SsmClient ssm = aws.ssm();
    SsmClient writing = aws.ssmForWriting();
    SnsClient sns = aws.client(SnsClient.builder());
    return new WatchApplication(
        config.settings(),
        new AwsWatchSources(
            ssm,
            sns,
            aws.client(SqsClient.builder()),
            new CloudWatchCalls(AwsJsonService.cloudWatch(http, reached, clock)),
            names,
            new SsmRotationRecords(ssm, writing, names, clock),
            config.watched(),
            clock),
        new SsmWatchMemories(ssm, writing, config.memory()),
        new SnsNotices(sns, config.watched().topicArn()),
        new NoticeTexts(
            names.app(), Place.ofArn(config.watched().topicArn()), config.settings().automatic()),
        clock);
  }
}
