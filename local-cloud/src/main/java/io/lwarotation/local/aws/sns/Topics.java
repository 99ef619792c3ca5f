package io.lwarotation.local.aws.sns;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.cloudwatch.Metrics;
import io.lwarotation.local.aws.sqs.Queues;
import io.lwarotation.local.aws.wire.Account;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Caller;
import io.lwarotation.local.aws.wire.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The account's topics, and what their subscribers got. */
public final class Topics {
  /**
   * The link in a mail is valid for two days, and what nobody confirms vanishes with it.
   *
   * @see <a href="https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html">Subscribe</a>
   */
  private static final Duration CONFIRMABLE = Duration.ofDays(2);

  private static final String DEFAULT_SUBJECT = "AWS Notification Message";
  private final Account account;
  private final Queues queues;
  private final Metrics metrics;
  private final Map<String, Topic> topics = new LinkedHashMap<>();
  private final List<Delivery> deliveries = new ArrayList<>();
  private final List<Delivery> confirmations = new ArrayList<>();
  private Optional<Set<String>> verifiedNumbers = Optional.empty();

  /** How many dollars text messages may cost in a month. */
  String spendLimit = "1";

  public Topics(Account account, Queues queues, Metrics metrics) {
    this.account = account;
    this.queues = queues;
    this.metrics = metrics;
  }

  public Topic create(String name) {
    if (!name.matches("[A-Za-z0-9_-]{1,256}")) {
      throw SnsService.invalid("Topic Name");
    }
    return topics.computeIfAbsent(account.arn("sns", name), Topic::new);
  }

  public Optional<Topic> find(String arn) {
    dropUnconfirmed();
    return Optional.ofNullable(topics.get(arn));
  }

  public Topic require(String arn) {
    return find(arn).orElseThrow(() -> notFound("Topic"));
  }

  public void delete(String arn) {
    topics.remove(arn);
  }

  private static AwsException notFound(String what) {
    return new AwsException(404, "NotFound", what + " does not exist");
  }

  private List<Subscription> subscriptions(Predicate<Subscription> wanted) {
    dropUnconfirmed();
    return topics.values().stream()
        .flatMap(topic -> topic.subscriptions().values().stream())
        .filter(wanted)
        .toList();
  }

  /** Subscribes and returns the subscription's ARN. */
  public String subscribe(String topicArn, String protocol, String endpoint, boolean raw) {
    return add(topicArn, protocol, endpoint, raw).arn;
  }

  Subscription add(String topicArn, String protocol, String endpoint, boolean raw) {
    Topic topic = require(topicArn);
    checkEndpoint(protocol, endpoint);
    for (Subscription one : topic.subscriptions().values()) {
      if (one.protocol.equals(protocol) && one.endpoint.equals(endpoint)) {
        return one;
      }
    }
    String arn = topic.arn() + ":" + account.newId();
    Subscription made = new Subscription(arn, protocol, endpoint, raw, account.now());
    topic.subscriptions().put(arn, made);
    if (protocol.equals("https")) {
      String type = "SubscriptionConfirmation";
      String body = confirmation(type, topic, made.token());
      confirmations.add(new Delivery.Post(endpoint, type, body, account.now()));
    }
    return made;
  }

  private static void checkEndpoint(String protocol, String endpoint) {
    String form =
        switch (protocol) {
          case "email" -> "[^@\\s]+@[^@\\s]+\\.[^@\\s]+";
          case "sms" -> "\\+[1-9][0-9]{6,14}";
          case "https" -> "https://[^/\\s]+\\S*";
          case "sqs" -> "arn:aws:sqs:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]+";
          default -> throw AwsException.notModelled("subscriptions of protocol " + protocol);
        };
    if (!endpoint.matches(form)) {
      throw SnsService.invalid("Invalid " + protocol + " endpoint");
    }
  }

  Subscription requireSubscription(String arn) {
    return subscriptions(one -> one.arn.equals(arn)).stream()
        .findFirst()
        .orElseThrow(() -> notFound("Subscription"));
  }

  public void unsubscribe(String arn) {
    topics.values().forEach(topic -> topic.end(arn, account.now()));
  }

  /**
   * Somebody confirms with the token of a mail or a webhook.
   *
   * @param authenticate whether only the account may end it then
   * @return the subscription's ARN
   * @see <a href=
   *     "https://docs.aws.amazon.com/sns/latest/api/API_ConfirmSubscription.html">ConfirmSubscription</a>
   */
  public String confirm(String topicArn, String token, boolean authenticate) {
    Subscription found =
        require(topicArn).subscriptions().values().stream()
            .filter(one -> one.token().equals(token))
            .findFirst()
            .orElseThrow(() -> SnsService.invalid("Token"));
    found.confirmed = true;
    found.authenticated = authenticate;
    return found.arn;
  }

  private List<Subscription> unconfirmed(String endpoint) {
    return subscriptions(one -> one.endpoint.equals(endpoint) && !one.confirmed);
  }

  /** The tokens in the mails that wait for a confirmation by this address. */
  public List<String> tokens(String endpoint) {
    return unconfirmed(endpoint).stream().map(Subscription::token).toList();
  }

  /** The person at this address follows the link of each mail that waits for it. */
  public int confirm(String endpoint) {
    List<Subscription> found = unconfirmed(endpoint);
    found.forEach(one -> one.confirmed = true);
    return found.size();
  }

  /** The person at this address wants no more; returns from how many subscriptions. */
  public int unsubscribeAll(String endpoint) {
    List<Subscription> found =
        subscriptions(
            one ->
                one.endpoint.equals(endpoint)
                    && one.confirmed
                    && !(one.isAskedFirst() && one.authenticated));
    found.forEach(one -> unsubscribe(one.arn));
    return found.size();
  }

  private void dropUnconfirmed() {
    topics.values().forEach(topic -> topic.dropUnconfirmed(account.now().minus(CONFIRMABLE)));
  }

  /** Publishes and returns the message's id. */
  public String publish(String topicArn, Caller caller, Notification notification) {
    Topic topic = require(topicArn);
    if (!topic.allows(caller, account)) {
      throw new AwsException(
          403, "AuthorizationError", "Not authorized to perform: SNS:Publish on " + topicArn);
    }
    String id = account.newId();
    for (Subscription to : topic.subscriptions().values()) {
      if (to.confirmed) {
        boolean delivered = deliver(topic, to, id, notification);
        metrics.measured(
            "SNS",
            delivered ? "NumberOfNotificationsDelivered" : "NumberOfNotificationsFailed",
            Map.of("TopicName", topic.name()),
            1);
      }
    }
    return id;
  }

  private boolean deliver(Topic topic, Subscription to, String id, Notification notification) {
    String text = notification.textFor(to.protocol);
    String envelope =
        envelope("Notification", topic, id)
            .put("Subject", notification.subject().orElse(null))
            .put("Message", text)
            .toString();
    return switch (to.protocol) {
      case "email" -> {
        String subject = notification.subject().orElse(DEFAULT_SUBJECT);
        String body = text + footer(to);
        yield deliveries.add(new Delivery.Mail(to.endpoint, subject, body, account.now()));
      }
      case "sms" ->
          maySend(to.endpoint)
              && deliveries.add(
                  new Delivery.TextMessage(to.endpoint, text, SmsParts.of(text), account.now()));
      case "https" ->
          deliveries.add(new Delivery.Post(to.endpoint, "Notification", envelope, account.now()));
      default ->
          queues.deliver(
              to.endpoint,
              new Caller.OfService("sns.amazonaws.com", topic.arn()),
              to.raw ? text : envelope);
    };
  }

  /** What stands below every mail. */
  private String footer(Subscription to) {
    return """


        --
        If you wish to stop receiving notifications from this topic, please click or visit the \
        link below to unsubscribe:
        https://sns.%s.amazonaws.com/unsubscribe.html?SubscriptionArn=%s&Endpoint=%s

        Please do not reply directly to this email. If you have any questions or comments \
        regarding this email, please contact us at https://aws.amazon.com/support
        """
        .formatted(account.region(), to.arn, to.endpoint);
  }

  /** Not to a number that is not verified, while the account is in the sandbox. */
  private boolean maySend(String number) {
    return verifiedNumbers.map(verified -> verified.contains(number)).orElse(true)
        && !spendLimit.equals("0");
  }

  /** Asks a webhook whether it wants to be told. */
  private String confirmation(String type, Topic topic, String token) {
    return envelope(type, topic, account.newId())
        .put("Token", token)
        .put(
            "Message",
            "You have chosen to subscribe to the topic "
                + topic.arn()
                + ".\nTo confirm the subscription, visit the SubscribeURL included in this message.")
        .put(
            "SubscribeURL",
            "%s/?Action=ConfirmSubscription&TopicArn=%s&Token=%s"
                .formatted(account.endpoint().get(), topic.arn(), token))
        .toString();
  }

  /**
   * What SNS puts around a message. It is not signed, unlike AWS's.
   *
   * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html">SNS
   *     message formats</a>
   */
  private ObjectNode envelope(String type, Topic topic, String id) {
    return Json.object()
        .put("Type", type)
        .put("MessageId", id)
        .put("TopicArn", topic.arn())
        .put("Timestamp", account.now().toString());
  }

  /** What asked a webhook whether it wants to be told, in order. */
  public List<Delivery> confirmations() {
    return List.copyOf(confirmations);
  }

  public List<Delivery> deliveries() {
    return List.copyOf(deliveries);
  }

  /** In the sandbox only these numbers get text messages; empty takes the account out of it. */
  public void sandbox(Optional<Set<String>> verified) {
    verifiedNumbers = verified;
  }

  boolean isSandbox() {
    return verifiedNumbers.isPresent();
  }
}
