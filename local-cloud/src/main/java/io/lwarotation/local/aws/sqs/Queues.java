package io.lwarotation.local.aws.sqs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lwarotation.local.aws.iam.ResourcePolicy;
import io.lwarotation.local.aws.kms.Key;
import io.lwarotation.local.aws.kms.Keys;
import io.lwarotation.local.aws.wire.Account;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Caller;
import io.lwarotation.local.aws.wire.Ids;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The account's queues, and SQS's rules for sending, receiving and redriving. */
public final class Queues {
  private final Account account;
  private final InstantSource clock;
  private final Ids ids;
  private final Keys keys;
  private final Map<String, Queue> queues = new LinkedHashMap<>();

  /** A message as one receiver got it. */
  record Received(QueueMessage message, String handle) {}

  public Queues(Account account, InstantSource clock, Ids ids, Keys keys) {
    this.keys = keys;
    this.account = account;
    this.clock = clock;
    this.ids = ids;
  }

  public Queue create(String name, Map<String, String> attributes) {
    if (name.endsWith(".fifo")) {
      throw AwsException.notModelled("FIFO queues");
    }
    if (!name.matches("[A-Za-z0-9_-]{1,80}")) {
      throw AwsException.badRequest(
          "InvalidParameterValue",
          "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
    }
    Queue made = new Queue(name, account.arn("sqs", name), clock.instant());
    attributes.forEach(made.attributes()::set);
    Queue there = queues.putIfAbsent(name, made);
    if (there == null) {
      return made;
    }
    Map<String, String> has = there.attributes().all();
    attributes.forEach((attribute, value) -> requireSame(attribute, value, has));
    return there;
  }

  private static void requireSame(String attribute, String value, Map<String, String> has) {
    if (!value.equals(has.getOrDefault(attribute, ""))) {
      throw new AwsException(
          400,
          "com.amazonaws.sqs#QueueNameExists",
          "QueueAlreadyExists",
          "A queue already exists with the same name and a different value for attribute "
              + attribute);
    }
  }

  static AwsException noSource() {
    return new AwsException(
        404,
        "com.amazonaws.sqs#ResourceNotFoundException",
        "ResourceNotFoundException",
        "The resource that you specified for the SourceArn parameter doesn't exist.");
  }

  public List<Queue> all() {
    return List.copyOf(queues.values());
  }

  public void delete(String name) {
    queues.remove(name);
  }

  public Optional<Queue> byName(String name) {
    return Optional.ofNullable(queues.get(name));
  }

  public Optional<Queue> byArn(String arn) {
    return queues.values().stream().filter(queue -> queue.arn().equals(arn)).findFirst();
  }

  /** Another account's queue is refused in the same words as one that is not there. */
  public Queue byUrl(String url) {
    String[] path = url.split("/", -1);
    boolean own = path.length >= 2 && path[path.length - 2].equals(account.id());
    return byName(own ? path[path.length - 1] : "").orElseThrow(Queues::notThere);
  }

  public static AwsException notThere() {
    return new AwsException(
        400,
        "com.amazonaws.sqs#QueueDoesNotExist",
        "AWS.SimpleQueueService.NonExistentQueue",
        "The specified queue does not exist.");
  }

  void requireRight(Queue queue, Caller caller, String action) {
    boolean allowed =
        queue
            .attributes()
            .policy()
            .map(policy -> policy.allows(caller, "sqs:" + action, queue.arn(), account))
            .orElseGet(
                () ->
                    caller instanceof Caller.OfAccount(String id, String _)
                        && id.equals(account.id()));
    if (!allowed) {
      throw denied("Access to the resource " + queue.arn() + " is denied.");
    }
    boolean stranger =
        caller instanceof Caller.OfService
            || (caller instanceof Caller.OfAccount(String id, String _)
                && !id.equals(account.id()));
    Optional<String> keyId = queue.attributes().text("KmsMasterKeyId");
    if (action.equals("SendMessage") && stranger && keyId.isPresent()) {
      requireKey(keyId.get(), caller);
    }
  }

  /** Whoever sends to an encrypted queue uses its key, of which only a policy can let strangers. */
  private void requireKey(String keyId, Caller caller) {
    if (keyId.endsWith("alias/aws/sqs")) {
      throw denied("AWS's own key of SQS cannot be used by " + caller + ".");
    }
    Key key = keys.require(keyId);
    ResourcePolicy policy = ResourcePolicy.parse(key.policy());
    boolean allowed =
        policy.allows(caller, "kms:GenerateDataKey", key.arn(), account)
            && policy.allows(caller, "kms:Decrypt", key.arn(), account);
    if (!key.isEnabled() || !allowed) {
      throw denied("The key " + key.arn() + " cannot be used by " + caller + ".");
    }
  }

  private static AwsException denied(String message) {
    return new AwsException(
        403, "com.amazonaws.sqs#AccessDeniedException", "AccessDenied", message);
  }

  QueueMessage send(
      Queue queue,
      Caller caller,
      String body,
      Map<String, MessageAttribute> attributes,
      Optional<Duration> delay) {
    requireRight(queue, caller, "SendMessage");
    int most = queue.attributes().number("MaximumMessageSize");
    if (body.isEmpty() || body.getBytes(UTF_8).length > most) {
      throw invalid("A message must be from 1 to " + most + " bytes long.");
    }
    if (!body.codePoints().allMatch(Queues::isAllowed)) {
      throw new AwsException(
          400,
          "com.amazonaws.sqs#InvalidMessageContents",
          "InvalidMessageContents",
          "Invalid characters found.");
    }
    Instant now = clock.instant();
    Duration hidden = delay.orElse(queue.attributes().seconds("DelaySeconds"));
    String sender =
        switch (caller) {
          case Caller.OfAccount(String id, String _) -> id;
          case Caller.OfService(String principal, String _) -> principal;
        };
    QueueMessage message =
        new QueueMessage(
            ids.next(), body, attributes, sender, now, now.plus(hidden), Optional.empty());
    queue.add(message);
    return message;
  }

  private static boolean isAllowed(int c) {
    return c == '\t' || c == '\n' || c == '\r' || (c >= ' ' && c != 0xFFFE && c != 0xFFFF);
  }

  static AwsException invalid(String message) {
    return AwsException.badRequest("InvalidParameterValue", message);
  }

  /** A service's message; false if the queue is not there or does not let it in. */
  public boolean deliver(
      String arn, Caller service, String body, Map<String, MessageAttribute> attributes) {
    Optional<Queue> queue = byArn(arn);
    if (queue.isEmpty()) {
      return false;
    }
    try {
      send(queue.get(), service, body, attributes, Optional.empty());
      return true;
    } catch (AwsException _) {
      return false;
    }
  }

  List<Received> receive(Queue queue, int most, Duration timeout) {
    Instant now = clock.instant();
    List<Received> received = new ArrayList<>();
    for (QueueMessage message : queue.messages(now)) {
      if (received.size() < most && message.isVisible(now) && !buried(queue, message, now)) {
        received.add(new Received(message, queue.hide(message, now, timeout)));
      }
    }
    return received;
  }

  /** Received as often as allowed: the next receive finds it in the dead-letter queue. */
  private boolean buried(Queue queue, QueueMessage message, Instant now) {
    Optional<QueueAttributes.Redrive> redrive = queue.attributes().redrive();
    if (redrive.isEmpty() || message.receiveCount() < redrive.get().maxReceiveCount()) {
      return false;
    }
    Optional<Queue> target = byArn(redrive.get().deadLetterTargetArn());
    target.ifPresent(
        dead -> {
          queue.remove(message);
          dead.add(message.dead(queue.arn(), now));
        });
    return target.isPresent();
  }

  public void delete(Queue queue, String handle) {
    checkHandle(queue, handle);
    queue
        .byHandle(handle, clock.instant())
        .filter(message -> message.isLatest(handle))
        .ifPresent(queue::remove);
  }

  private static void checkHandle(Queue queue, String handle) {
    if (!handle.startsWith(queue.name() + "-")) {
      throw new AwsException(
          400,
          "com.amazonaws.sqs#ReceiptHandleIsInvalid",
          "ReceiptHandleIsInvalid",
          "The input receipt handle is invalid.");
    }
  }

  /** Moves a dead-letter queue's messages back, or to a queue of choice; returns how many. */
  int redrive(Queue source, Optional<String> destinationArn) {
    Instant now = clock.instant();
    int moved = 0;
    for (QueueMessage message : source.messages(now)) {
      Optional<Queue> target = destinationArn.or(message::cameFrom).flatMap(this::byArn);
      if (target.isPresent() && message.isVisible(now)) {
        source.remove(message);
        target.get().add(message.redriven(ids.next(), now));
        moved++;
      }
    }
    return moved;
  }

  boolean isDeadLetterQueue(Queue queue) {
    return queues.values().stream()
        .flatMap(one -> one.attributes().redrive().stream())
        .anyMatch(redrive -> redrive.deadLetterTargetArn().equals(queue.arn()));
  }
}
