package io.lwarotation.local.aws.sqs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lwarotation.local.aws.iam.Policy;
import io.lwarotation.local.aws.kms.Key;
import io.lwarotation.local.aws.kms.Keys;
import io.lwarotation.local.aws.wire.Account;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The account's queues, and SQS's rules for sending, receiving and redriving. */
public final class Queues {
  private final Account account;
  private final Keys keys;
  private final Map<String, Queue> queues = new LinkedHashMap<>();

  /** A message as one receiver got it. */
  record Received(QueueMessage message, String handle) {}

  public Queues(Account account, Keys keys) {
    this.account = account;
    this.keys = keys;
  }

  public Queue create(String name, Map<String, String> attributes) {
    if (name.endsWith(".fifo")) {
      throw AwsException.notModelled("FIFO queues");
    }
    if (!name.matches("[A-Za-z0-9_-]{1,80}")) {
      throw invalid(
          "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
    }
    Queue made = new Queue(name, account);
    attributes.forEach(made.attributes()::set);
    Queue there = queues.putIfAbsent(name, made);
    if (there == null) {
      return made;
    }
    Map<String, String> has = there.attributes().all();
    attributes.forEach(
        (attribute, value) -> {
          if (!value.equals(has.getOrDefault(attribute, ""))) {
            throw SqsRefusal.NAME_EXISTS.of(attribute);
          }
        });
    return there;
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

  public String url(Queue queue) {
    return account.endpoint().get() + "/" + account.id() + "/" + queue.name();
  }

  public static AwsException notThere() {
    return SqsRefusal.NO_QUEUE.of();
  }

  static AwsException invalid(String message) {
    return AwsException.badRequest("InvalidParameterValue", message);
  }

  void requireRight(Queue queue, Caller caller, String action) {
    boolean allowed =
        queue
            .attributes()
            .policy()
            .map(policy -> policy.allows(caller, "sqs:" + action, queue.arn(), account))
            .orElseGet(() -> account.owns(caller));
    if (!allowed) {
      throw SqsRefusal.ACCESS_DENIED.of("Access to the resource " + queue.arn() + " is denied.");
    }
    Optional<String> keyId = queue.attributes().text("KmsMasterKeyId");
    if (action.equals("SendMessage") && !account.owns(caller) && keyId.isPresent()) {
      requireKey(keyId.get(), caller);
    }
  }

  /** Whoever sends to an encrypted queue uses its key, of which only a policy can let strangers. */
  private void requireKey(String keyId, Caller caller) {
    if (keyId.endsWith("alias/aws/sqs")) {
      throw SqsRefusal.ACCESS_DENIED.of("AWS's own key of SQS cannot be used by " + caller + ".");
    }
    Key key = keys.require(keyId);
    Policy policy = Policy.ofResource(key.policy());
    boolean allowed =
        policy.allows(caller, "kms:GenerateDataKey", key.arn(), account)
            && policy.allows(caller, "kms:Decrypt", key.arn(), account);
    if (!key.isEnabled() || !allowed) {
      throw SqsRefusal.ACCESS_DENIED.of(
          "The key " + key.arn() + " cannot be used by " + caller + ".");
    }
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
      throw SqsRefusal.CONTENTS.of();
    }
    String sender =
        switch (caller) {
          case Caller.OfAccount(String id, String _) -> id;
          case Caller.OfService(String principal, String _) -> principal;
        };
    QueueMessage message =
        new QueueMessage(
            new QueueMessage.Content(
                account.newId(), body, attributes, sender, account.now(), Optional.empty()),
            account.now().plus(delay.orElse(queue.attributes().seconds("DelaySeconds"))));
    queue.add(message);
    return message;
  }

  private static boolean isAllowed(int c) {
    return c == '\t' || c == '\n' || c == '\r' || (c >= ' ' && c != 0xFFFE && c != 0xFFFF);
  }

  /** A service's message; false if the queue is not there or does not let it in. */
  public boolean deliver(
      String arn, Caller service, String body, Map<String, MessageAttribute> attributes) {
    try {
      return byArn(arn)
          .map(queue -> send(queue, service, body, attributes, Optional.empty()))
          .isPresent();
    } catch (AwsException _) {
      return false;
    }
  }

  List<Received> receive(Queue queue, int most, Duration timeout) {
    Instant now = account.now();
    List<Received> received = new ArrayList<>();
    for (QueueMessage message : queue.visible(now)) {
      if (received.size() < most && !buried(queue, message, now)) {
        received.add(new Received(message, queue.hide(message, now, timeout)));
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
            .filter(redrive -> message.receiveCount() >= redrive.maxReceiveCount())
            .flatMap(redrive -> byArn(redrive.deadLetterTargetArn()));
    target.ifPresent(
        dead -> {
          queue.remove(message);
          dead.add(message.dead(queue.arn(), now));
        });
    return target.isPresent();
  }

  void deleteMessage(Queue queue, String handle) {
    if (!handle.startsWith(queue.name() + "-")) {
      throw SqsRefusal.HANDLE.of();
    }
    queue.messages(account.now()).stream()
        .filter(message -> message.isLatest(handle))
        .forEach(queue::remove);
  }

  /** Moves a dead-letter queue's messages back, or to a queue of choice. */
  void redrive(Queue source, Optional<String> destinationArn) {
    boolean isDead =
        queues.values().stream()
            .flatMap(one -> one.attributes().redrive().stream())
            .anyMatch(redrive -> redrive.deadLetterTargetArn().equals(source.arn()));
    if (!isDead) {
      throw invalid("Source queue must be configured as a Dead Letter Queue.");
    }
    Instant now = account.now();
    for (QueueMessage message : source.visible(now)) {
      destinationArn
          .or(message.content::cameFrom)
          .flatMap(this::byArn)
          .ifPresent(
              target -> {
                source.remove(message);
                target.add(message.redriven(account.newId(), now));
              });
    }
  }
}
