package io.lwarotation.adapter.aws;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.rotation.RecordEntry;
import io.lwarotation.core.rotation.RecordLog;
import io.lwarotation.core.rotation.RotationRecords;
import io.lwarotation.core.watch.CallHistory;
import io.lwarotation.core.watch.SecretDates;
import io.lwarotation.core.watch.WatchFacts.Subscriptions;
import io.lwarotation.core.watch.WatchSources;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.GetTopicAttributesRequest;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;

/** What the watch sees of AWS. Nothing is decrypted: metadata of a SecureString needs no key. */
public record AwsWatchSources(
    SsmClient ssm,
    SnsClient sns,
    SqsClient sqs,
    CloudWatchCalls calls,
    ParameterNames names,
    RotationRecords records,
    Watched watched,
    InstantSource clock)
    implements WatchSources {
  /**
   * What it looks at beside the parameters.
   *
   * @param subscriptions how many the stack made
   * @param deadLetterQueues URLs by the name that people know
   */
  public record Watched(String topicArn, long subscriptions, Map<String, String> deadLetterQueues) {
    public Watched {
      deadLetterQueues = new TreeMap<>(deadLetterQueues);
    }
  }

  @Override
  public SecretDates secret(Deadline deadline) {
    ParameterStore.Answer answer =
        new ParameterStore(ssm, ssm, clock)
            .metadata(List.of(names.clientSecret(), names.rotationRecord()), deadline);
    Parameter secret =
        answer
            .parameter(names.clientSecret())
            .orElseThrow(
                () ->
                    new StoreException(
                        StoreException.Kind.REFUSED,
                        names.clientSecret() + " is missing: deploy the stack again.",
                        null));
    RecordLog record = new RecordLog(records);
    RecordEntry newest = RecordEntryJson.newest(answer.parameter(names.rotationRecord()));
    return new SecretDates(
        secret.version(),
        secret.lastModifiedDate(),
        newest,
        record.truth(newest, deadline),
        record.editedAt(newest, deadline),
        answer.at());
  }

  @Override
  public Subscriptions subscriptions(Deadline deadline) {
    AwsCall call =
        new AwsCall(
            "SNS",
            "reading who is subscribed",
            "check that the function's role has sns:GetTopicAttributes on the topic");
    GetTopicAttributesRequest.Builder request =
        GetTopicAttributesRequest.builder().topicArn(watched.topicArn());
    Map<String, String> attributes =
        call.run(deadline, request, sns::getTopicAttributes).attributes();
    return new Subscriptions(
        number(attributes.get("SubscriptionsConfirmed")),
        number(attributes.get("SubscriptionsPending")),
        watched.subscriptions());
  }

  @Override
  public Map<String, Long> deadLetters(Deadline deadline) {
    Map<String, Long> counts = new TreeMap<>();
    watched
        .deadLetterQueues()
        .forEach((name, url) -> counts.put(name, messages(name, url, deadline)));
    return counts;
  }

  private long messages(String name, String url, Deadline deadline) {
    AwsCall call =
        new AwsCall(
            "SQS",
            "counting the dead letters of " + name,
            "check that the function's role has sqs:GetQueueAttributes on it");
    GetQueueAttributesRequest.Builder request =
        GetQueueAttributesRequest.builder()
            .queueUrl(url)
            .attributeNames(
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE);
    return call.run(deadline, request, sqs::getQueueAttributes).attributes().values().stream()
        .mapToLong(AwsWatchSources::number)
        .sum();
  }

  @Override
  public CallHistory calls(Instant now, Deadline deadline) {
    return calls.read(names.app(), now, deadline);
  }

  private static long number(@Nullable String text) {
    return text != null && text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
  }
}
