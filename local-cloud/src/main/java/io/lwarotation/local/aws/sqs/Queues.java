package io.lwarotation.local.aws.sqs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lwarotation.local.aws.cloudwatch.Metrics;
import io.lwarotation.local.aws.iam.Policy;
import io.lwarotation.local.aws.kms.Key;
import io.lwarotation.local.aws.kms.Keys;
import io.lwarotation.local.aws.wire.Account;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The account's queues, and SQS's rules for sending, receiving and redriving.
 *
 * @param purged when each queue, by its ARN, was purged last
 */
public record Queues(
    Account account, Keys keys, Map<String, Queue> byName, Map<String, Instant> purged) {
  private static final int MAX_BYTES = 1_048_576;

  public Queues(Account account, Keys keys) {
    this(account, keys, new LinkedHashMap<>(), new HashMap<>());
  }

  /** SQS's refusals have a code in JSON, and one of the old protocol that clients still show. */
  static AwsException refused(String code, String queryCode, String message) {
    int status =
        switch (code) {
          case "AccessDeniedException", "PurgeQueueInProgress" -> 403;
          case "ResourceNotFoundException" -> 404;
          default -> 400;
        };
    String old = queryCode.isEmpty() ? code : queryCode;
    return new AwsException(status, "com.amazonaws.sqs#" + code, old, message);
  }

  private static AwsException denied(String message) {
    return refused("AccessDeniedException", "AccessDenied", message);
  }

  static AwsException invalid(String message) {
    return AwsException.badRequest("InvalidParameterValue", message);
  }

  public Queue create(String name, Map<String, String> attributes) {
    if (name.endsWith(".fifo")) {
      throw AwsException.notModelled("FIFO queues");
    }
    if (!name.matches("[A-Za-z0-9_-]{1,80}")) {
      throw invalid(
          "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
    }
    Queue made = new Queue(name, account.arn("sqs", name), account.now());
    attributes.forEach(made.attributes()::set);
    Queue there = byName.putIfAbsent(name, made);
    if (there == null) {
      return made;
    }
    Map<String, String> has = there.attributes().all();
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      if (!attribute.getValue().equals(has.getOrDefault(attribute.getKey(), ""))) {
        throw refused(
            "QueueNameExists",
            "QueueAlreadyExists",
            "A queue already exists with the same name and a different value for attribute "
                + attribute.getKey());
      }
    }
    return there;
  }

  public void delete(String name) {
    byName.remove(name);
  }

  /** Empties a queue, once in 60 seconds. */
  void purge(Queue queue) {
    Instant last = purged.getOrDefault(queue.arn(), Instant.EPOCH);
    if (account.now().isBefore(last.plusSeconds(60))) {
      throw refused(
          "PurgeQueueInProgress",
          "AWS.SimpleQueueService.PurgeQueueInProgress",
          "Only one PurgeQueue operation on " + queue.name() + " is allowed every 60 seconds.");
    }
    purged.put(queue.arn(), account.now());
    queue.all().clear();
  }

  public Optional<Queue> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  Queue require(String name) {
    return find(name)
        .orElseThrow(
            () ->
                refused(
                    "QueueDoesNotExist",
                    "AWS.SimpleQueueService.NonExistentQueue",
                    "The specified queue does not exist."));
  }

  Optional<Queue> byArn(String arn) {
    return byName.values().stream().filter(queue -> queue.arn().equals(arn)).findFirst();
  }

  /** Another account's queue is refused in the same words as one that is not there. */
  public Queue byUrl(String url) {
    String[] path = url.split("/", -1);
    boolean own = path.length >= 2 && path[path.length - 2].equals(account.id());
    return require(own ? path[path.length - 1] : "");
  }

  public String url(Queue queue) {
    return url(queue.arn());
  }

  /** Where the queue of an ARN is asked. */
  public String url(String arn) {
    return account.endpoint().get()
        + "/"
        + account.id()
        + "/"
        + arn.substring(arn.lastIndexOf(':') + 1);
  }

  /** The bodies of a queue's messages, hidden ones included. */
  public List<String> bodies(String name) {
    return find(name).stream()
        .flatMap(queue -> queue.messages(account.now()).stream())
        .map(message -> message.body)
        .toList();
  }

  /** Tells CloudWatch of every queue. */
  public void measure(Metrics metrics) {
    Instant now = account.now();
    for (Queue queue : byName.values()) {
      List<QueueMessage> visible = queue.visible(now);
      double oldest =
          visible.stream()
              .mapToDouble(message -> Duration.between(message.sent, now).toSeconds())
              .max()
              .orElse(0);
      Map<String, String> of = Map.of("QueueName", queue.name());
      metrics.measured("SQS", "ApproximateNumberOfMessagesVisible", of, visible.size());
      metrics.measured("SQS", "ApproximateAgeOfOldestMessage", of, oldest);
    }
  }

  void requireRight(Queue queue, Caller caller, String action) {
    boolean allowed =
        queue
            .attributes()
            .policy()
            .map(policy -> policy.allows(caller, "sqs:" + action, queue.arn(), account))
            .orElseGet(() -> account.owns(caller));
    if (!allowed) {
      throw denied("Access to the resource " + queue.arn() + " is denied.");
    }
    if (action.equals("SendMessage") && !account.owns(caller)) {
      queue.attributes().text("KmsMasterKeyId").ifPresent(keyId -> requireKey(keyId, caller));
    }
  }

  /** Whoever sends to an encrypted queue uses its key, of which only a policy can let strangers. */
  private void requireKey(String keyId, Caller caller) {
    Key key = keys.require(keyId);
    Policy policy = Policy.ofResource(key.policy());
    if (!key.isEnabled()
        || !policy.allows(caller, "kms:GenerateDataKey", key.arn(), account)
        || !policy.allows(caller, "kms:Decrypt", key.arn(), account)) {
      throw denied("The key " + key.arn() + " cannot be used by " + caller + ".");
    }
  }

  QueueMessage send(Queue queue, Caller caller, String body) {
    requireRight(queue, caller, "SendMessage");
    if (body.isEmpty() || body.getBytes(UTF_8).length > MAX_BYTES) {
      throw invalid("A message must be from 1 to " + MAX_BYTES + " bytes long.");
    }
    if (!body.codePoints().allMatch(Queues::isAllowed)) {
      throw refused("InvalidMessageContents", "", "Invalid characters found.");
    }
    QueueMessage message = new QueueMessage(account.newId(), body, caller.name(), account.now());
    queue.all().add(message);
    return message;
  }

  private static boolean isAllowed(int c) {
    return c == '\t' || c == '\n' || c == '\r' || (c >= ' ' && c != 0xFFFE && c != 0xFFFF);
  }

  /** A service's message; false if the queue is not there or does not let it in. */
  public boolean deliver(String arn, Caller service, String body) {
    try {
      return byArn(arn).map(queue -> send(queue, service, body)).isPresent();
    } catch (AwsException _) {
      return false;
    }
  }

  List<QueueMessage> receive(Queue queue, int most, Duration timeout) {
    Instant now = account.now();
    List<QueueMessage> received = new ArrayList<>();
    for (QueueMessage message : queue.visible(now)) {
      if (received.size() < most && !buried(queue, message, now)) {
        message.receive(queue.name(), now, now.plus(timeout));
        received.add(message);
      }
    }
    return received;
  }

  /** Received as often as allowed: the next receive finds it in the dead-letter queue. */
  private boolean buried(Queue queue, QueueMessage message, Instant now) {
    Optional<Queue> target =
        queue
            .attributes()
            .redrive()
            .filter(redrive -> message.receiveCount >= redrive.maxReceiveCount())
            .flatMap(redrive -> byArn(redrive.deadLetterTargetArn()));
    target.ifPresent(
        dead -> {
          queue.all().remove(message);
          message.bury(queue.arn(), now);
          dead.all().add(message);
        });
    return target.isPresent();
  }

  void deleteMessage(Queue queue, String handle) {
    if (!handle.startsWith(queue.name() + "-")) {
      throw refused("ReceiptHandleIsInvalid", "", "The input receipt handle is invalid.");
    }
    queue.all().removeIf(message -> message.handle.equals(handle));
  }

  /** Moves a dead-letter queue's messages back, or to a queue of choice. */
  void redrive(String sourceArn, Optional<String> destinationArn) {
    Queue source =
        byArn(sourceArn)
            .orElseThrow(
                () ->
                    refused(
                        "ResourceNotFoundException",
                        "",
                        "The resource that you specified for the SourceArn parameter doesn't exist."));
    boolean isDead =
        byName.values().stream()
            .flatMap(one -> one.attributes().redrive().stream())
            .anyMatch(redrive -> redrive.deadLetterTargetArn().equals(sourceArn));
    if (!isDead) {
      throw invalid("Source queue must be configured as a Dead Letter Queue.");
    }
    for (QueueMessage message : source.visible(account.now())) {
      Optional<Queue> target = destinationArn.or(() -> message.cameFrom).flatMap(this::byArn);
      target.ifPresent(
          queue -> {
            source.all().remove(message);
            queue.all().add(message.redriven(account.newId(), account.now()));
          });
    }
  }
}
