package io.lwarotation.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.lwarotation.adapter.AwsEnvironment;
import io.lwarotation.adapter.CrtHttp;
import io.lwarotation.adapter.aws.AwsWatchSources;
import io.lwarotation.adapter.aws.CloudWatchCalls;
import io.lwarotation.adapter.aws.SdkClients;
import io.lwarotation.adapter.aws.SnsNotices;
import io.lwarotation.adapter.aws.SsmRotationRecords;
import io.lwarotation.adapter.aws.SsmWatchMemories;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.DiagnosedException;
import io.lwarotation.core.notice.NoticeTexts;
import io.lwarotation.core.notice.Place;
import io.lwarotation.core.watch.SecretDates;
import io.lwarotation.core.watch.WatchApplication;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * Looks once a day whether people hear in time, tells them, and writes metrics into its log. Any
 * event starts it.
 *
 * <p>Environment: {@code LWA_APP}, the four parameters' names, {@code LWA_WATCH_PARAMETER}, {@code
 * LWA_TOPIC_ARN}, {@code LWA_ROTATION}, {@code LWA_SUBSCRIPTIONS}, {@code LWA_DEAD_LETTER_QUEUES},
 * {@code LWA_SCHEDULE} (without it nobody misses a call).
 *
 * <p>Calls of AWS: {@code ssm:GetParameters} without decryption on secret, record and memory,
 * {@code ssm:PutParameter} on the memory, {@code sns:GetTopicAttributes} and {@code sns:Publish} on
 * the topic, {@code sqs:GetQueueAttributes} on the dead-letter queues, {@code
 * cloudwatch:GetMetricStatistics}. It never decrypts anything.
 */
public final class WatchHandler implements RequestStreamHandler {
  private static final Duration MARGIN = Duration.ofSeconds(1);

  private final RotationWiring.RotationParts<WatchApplication> parts;
  private final WatchLog log;

  /** For Lambda: everything that can be made before the first event is made here. */
  public WatchHandler() {
    this(
        RotationWiring.rotation("Watch", System.getenv(), WatchHandler::watch),
        new WatchLog(System.out, System.getenv().getOrDefault("LWA_APP", "unknown")));
  }

  WatchHandler(RotationWiring.RotationParts<WatchApplication> parts, WatchLog log) {
    this.parts = parts;
    this.log = log;
  }

  /**
   * Answers with what was seen and told.
   *
   * @throws DiagnosedException if the environment is not complete
   */
  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    if (DoctorEvent.is(input.readAllBytes())) {
      output.write(DoctorEvent.answer(() -> look(context)));
      return;
    }
    WatchApplication watch = parts.useCase(context.getAwsRequestId());
    WatchApplication.Result result = watch.run(parts.deadline(context, MARGIN));
    log.write(context.getAwsRequestId(), result);
    output.write(WatchLog.answer(result).getBytes(StandardCharsets.UTF_8));
  }

  private String look(Context context) {
    WatchApplication watch = parts.useCase(context.getAwsRequestId());
    Deadline deadline = parts.deadline(context, MARGIN);
    SecretDates secret = watch.sources().secret(deadline);
    watch.memories().newest(deadline);
    watch.sources().subscriptions(deadline);
    watch.sources().calls(secret.now(), deadline);
    return "sees the secret's age, the topic, the calls and "
        + watch.sources().deadLetters(deadline).size()
        + " dead-letter queues, and decrypts nothing";
  }

  private static WatchApplication watch(Map<String, String> environment, InstantSource clock) {
    WatchConfig config = WatchConfig.of(environment);
    // The SDK reads these by itself; here only to name what is wrong.
    AwsEnvironment reached = AwsEnvironment.of(environment);
    SdkClients aws = new SdkClients();
    SsmClient writing = aws.ssmForWriting();
    return new WatchApplication(
        config.settings(),
        new AwsWatchSources(
            new AwsWatchSources.Clients(
                aws.ssm(),
                aws.sns(),
                aws.sqs(),
                new CloudWatchCalls(new CrtHttp(environment), reached, clock)),
            config.names(),
            new SsmRotationRecords(aws.ssm(), writing, config.names(), clock),
            new AwsWatchSources.Watched(
                config.topicArn(), config.subscriptions(), config.deadLetterQueues()),
            clock),
        new SsmWatchMemories(aws.ssm(), writing, config.memory()),
        new SnsNotices(aws.sns(), config.topicArn()),
        new NoticeTexts(
            config.names().app(), Place.ofArn(config.topicArn()), config.settings().automatic()),
        clock);
  }
}
