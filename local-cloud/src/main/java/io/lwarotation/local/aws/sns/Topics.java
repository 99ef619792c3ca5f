package io.lwarotation.local.aws.sns;

import io.lwarotation.local.aws.cloudwatch.Metrics;
import io.lwarotation.local.aws.sqs.Queues;
import io.lwarotation.local.aws.wire.Account;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Caller;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The account's topics, and what their subscribers got. */
public final class Topics {
  /**
   * The link in a mail is valid for two days, and what nobody confirms vanishes with it.
   *
   * @see <a href="https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html">Subscribe</a>
   */
  private static final Duration CONFIRMABLE = Duration.ofDays(2);

  /** For so long an ended subscription is counted as deleted. */
  private static final Duration COUNTED = Duration.ofDays(3);

  private static final String SPEND_LIMIT = "MonthlySpendLimit";
  private static final String SENDER = "AWS Notifications <no-reply@sns.amazonaws.com>";
  private static final String DEFAULT_SUBJECT = "AWS Notification Message";

  private final Account account;
  private final Queues queues;
  private final Metrics metrics;
  private final Envelopes envelopes;
  private final Map<String, Topic> topics = new LinkedHashMap<>();
  private final List<Delivery> deliveries = new ArrayList<>();
  private final List<Delivery> confirmations = new ArrayList<>();
  private final Map<String, String> smsAttributes = new LinkedHashMap<>(Map.of(SPEND_LIMIT, "1"));
  private Optional<Set<String>> verifiedNumbers = Optional.empty();

  public Topics(Account account, Queues queues, Metrics metrics) {
    this.account = account;
    this.queues = queues;
    this.metrics = metrics;
    this.envelopes = new Envelopes(account);
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
    return find(arn).orElseThrow(() -> notFound("Topic does not exist"));
  }

  public void delete(String arn) {
    topics.remove(arn);
  }

  private Stream<Subscription> subscriptions(Predicate<Subscription> wanted) {
    dropUnconfirmed();
    return List.copyOf(topics.values()).stream()
        .flatMap(topic -> topic.subscriptions().stream())
        .filter(wanted);
  }

  private static AwsException notFound(String message) {
    return new AwsException(404, "NotFound", message);
  }

  public Subscription subscribe(Topic topic, String protocol, String endpoint, boolean raw) {
    checkEndpoint(protocol, endpoint);
    Optional<Subscription> existing =
        topic.find(one -> one.protocol.equals(protocol) && one.endpoint.equals(endpoint));
    if (existing.isPresent()) {
      return existing.get();
    }
    String arn = topic.arn() + ":" + account.newId();
    Subscription made = new Subscription(arn, protocol, endpoint, raw, account.now());
    topic.add(made);
    if (made.isWebhook()) {
      String body = envelopes.confirmation(topic, made.token());
      confirmations.add(
          new Delivery.Post(endpoint, "SubscriptionConfirmation", body, account.now()));
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
    return subscriptions(one -> one.arn.equals(arn))
        .findFirst()
        .orElseThrow(() -> notFound("Subscription does not exist"));
  }

  public void unsubscribe(String arn) {
    topics.values().forEach(topic -> topic.end(arn, account.now()));
  }

  /**
   * Somebody of the account confirms with the token of a mail.
   *
   * @param authenticate whether only the account may end it then
   * @see <a href=
   *     "https://docs.aws.amazon.com/sns/latest/api/API_ConfirmSubscription.html">ConfirmSubscription</a>
   */
  public Subscription confirm(Topic topic, String token, boolean authenticate) {
    Subscription found =
        topic.find(one -> one.token().equals(token)).orElseThrow(() -> SnsService.invalid("Token"));
    found.confirm(authenticate);
    return found;
  }

  private Stream<Subscription> unconfirmed(String endpoint) {
    return subscriptions(one -> one.endpoint.equals(endpoint) && !one.isConfirmed());
  }

  /** The tokens in the mails that wait for a confirmation by this address. */
  public List<String> tokens(String endpoint) {
    return unconfirmed(endpoint).map(Subscription::token).toList();
  }

  /** The person at this address follows the link of each mail that waits for it. */
  public int confirm(String endpoint) {
    List<Subscription> found = unconfirmed(endpoint).toList();
    found.forEach(one -> one.confirm(false));
    return found.size();
  }

  /** The person at this address wants no more; returns from how many subscriptions. */
  public int unsubscribeAll(String endpoint) {
    List<Subscription> found =
        subscriptions(one -> one.endpoint.equals(endpoint) && one.isConfirmed())
            .filter(one -> !one.isAskedFirst() || !one.isAuthenticated())
            .toList();
    found.forEach(one -> unsubscribe(one.arn));
    return found.size();
  }

  /** How many subscriptions of a topic were ended lately. */
  long deleted(Topic topic) {
    return topic.endedSince(account.now().minus(COUNTED));
  }

  private void dropUnconfirmed() {
    topics.values().forEach(topic -> topic.dropUnconfirmed(account.now().minus(CONFIRMABLE)));
  }

  /** Publishes and returns the message's id. */
  public String publish(Topic topic, Caller caller, Notification notification) {
    if (!topic.allows(caller, account)) {
      throw new AwsException(
          403, "AuthorizationError", "Not authorized to perform: SNS:Publish on " + topic.arn());
    }
    dropUnconfirmed();
    String id = account.newId();
    topic.subscriptions().stream()
        .filter(Subscription::isConfirmed)
        .forEach(subscription -> deliver(topic, subscription, id, notification));
    return id;
  }

  private void deliver(Topic topic, Subscription to, String id, Notification notification) {
    String text = notification.textFor(to.protocol);
    boolean delivered =
        switch (to.protocol) {
          case "email" -> {
            String subject = notification.subject().orElse(DEFAULT_SUBJECT);
            yield deliveries.add(
                new Delivery.Mail(
                    SENDER, to.endpoint, subject, text + envelopes.footer(to), account.now()));
          }
          case "sms" ->
              maySend(to.endpoint)
                  && deliveries.add(
                      new Delivery.TextMessage(
                          to.endpoint, text, SmsParts.of(text), account.now()));
          case "https" -> {
            String body = envelopes.notification(topic, id, notification, text);
            yield deliveries.add(
                new Delivery.Post(to.endpoint, "Notification", body, account.now()));
          }
          default ->
              queues.deliver(
                  to.endpoint,
                  new Caller.OfService("sns.amazonaws.com", topic.arn()),
                  to.raw ? text : envelopes.notification(topic, id, notification, text),
                  Map.of());
        };
    metrics.measured(
        new Metrics.Series(
            "AWS/SNS",
            delivered ? "NumberOfNotificationsDelivered" : "NumberOfNotificationsFailed",
            Map.of("TopicName", topic.name())),
        1,
        account.now());
  }

  /** Not to a number that is not verified, while the account is in the sandbox. */
  private boolean maySend(String number) {
    return verifiedNumbers.map(verified -> verified.contains(number)).orElse(true)
        && !"0".equals(smsAttributes.get(SPEND_LIMIT));
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

  Map<String, String> smsAttributes() {
    return smsAttributes;
  }
}
