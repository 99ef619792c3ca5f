package io.lwarotation.local.aws.sns;

import io.lwarotation.local.aws.cloudwatch.Metrics;
import io.lwarotation.local.aws.sns.Delivery.Mail;
import io.lwarotation.local.aws.sns.Delivery.TextMessage;
import io.lwarotation.local.aws.sqs.Queues;
import io.lwarotation.local.aws.wire.Account;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Caller;
import io.lwarotation.local.aws.wire.Ids;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

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

  private static final String SENDER = "AWS Notifications <no-reply@sns.amazonaws.com>";
  private static final String DEFAULT_SUBJECT = "AWS Notification Message";

  private final Account account;
  private final InstantSource clock;
  private final Ids ids;
  private final Queues queues;
  private final Map<String, Topic> topics = new LinkedHashMap<>();
  private final List<Delivery> deliveries = new ArrayList<>();
  private final List<Delivery> confirmations = new ArrayList<>();
  private final Envelopes envelopes;
  private final Set<String> verifiedNumbers = new HashSet<>();
  private final Metrics metrics;
  private final Map<String, String> smsAttributes = new LinkedHashMap<>();
  private boolean sandbox;

  public Topics(
      Account account,
      InstantSource clock,
      Ids ids,
      Queues queues,
      Metrics metrics,
      Supplier<URI> endpoint) {
    this.envelopes = new Envelopes(clock, endpoint);
    this.metrics = metrics;
    smsAttributes.put("MonthlySpendLimit", "1");
    this.account = account;
    this.clock = clock;
    this.ids = ids;
    this.queues = queues;
  }

  public Topic create(String name) {
    if (!name.matches("[A-Za-z0-9_-]{1,256}")) {
      throw AwsException.badRequest("InvalidParameter", "Invalid parameter: Topic Name");
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

  List<Topic> all() {
    dropUnconfirmed();
    return List.copyOf(topics.values());
  }

  private static AwsException notFound(String message) {
    return new AwsException(404, "NotFound", message);
  }

  public Subscription subscribe(
      Topic topic, String protocol, String endpoint, Map<String, String> attributes) {
    checkEndpoint(protocol, endpoint);
    Optional<Subscription> existing = topic.find(protocol, endpoint);
    if (existing.isPresent()) {
      return existing.get();
    }
    String arn = topic.arn() + ":" + ids.next();
    Subscription made = new Subscription(arn, protocol, endpoint, clock.instant(), attributes);
    topic.add(made);
    if (made.isWebhook()) {
      post(
          made,
          "SubscriptionConfirmation",
          envelopes.confirmation(topic, ids.next(), made.token()),
          confirmations);
    }
    return made;
  }

  private static void checkEndpoint(String protocol, String endpoint) {
    boolean good =
        switch (protocol) {
          case "email" -> endpoint.matches("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");
          case "sms" -> endpoint.matches("\\+[1-9][0-9]{6,14}");
          case "https" -> endpoint.matches("https://[^/\\s]+\\S*");
          case "sqs" -> endpoint.matches("arn:aws:sqs:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]+");
          default -> throw AwsException.notModelled("subscriptions of protocol " + protocol);
        };
    if (!good) {
      throw AwsException.badRequest(
          "InvalidParameter", "Invalid parameter: Invalid " + protocol + " endpoint");
    }
  }

  Subscription requireSubscription(String arn) {
    return all().stream()
        .flatMap(topic -> topic.subscriptions().stream())
        .filter(one -> one.arn().equals(arn))
        .findFirst()
        .orElseThrow(() -> notFound("Subscription does not exist"));
  }

  public void unsubscribe(String arn) {
    topics.values().forEach(topic -> topic.end(arn, clock.instant()));
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
        topic.subscriptions().stream()
            .filter(one -> one.token().equals(token))
            .findFirst()
            .orElseThrow(
                () -> AwsException.badRequest("InvalidParameter", "Invalid parameter: Token"));
    found.confirm(authenticate);
    return found;
  }

  /** The tokens in the mails that wait for a confirmation by this address. */
  public List<String> tokens(String endpoint) {
    return all().stream()
        .flatMap(topic -> topic.subscriptions().stream())
        .filter(one -> one.endpoint().equals(endpoint) && !one.isConfirmed())
        .map(Subscription::token)
        .toList();
  }

  /** The person at this address wants no more; returns from how many subscriptions. */
  public int unsubscribeAll(String endpoint) {
    List<Subscription> found =
        all().stream()
            .flatMap(topic -> topic.subscriptions().stream())
            .filter(one -> one.endpoint().equals(endpoint) && one.isConfirmed())
            .filter(one -> !one.isAskedFirst() || !one.isAuthenticated())
            .toList();
    found.forEach(one -> unsubscribe(one.arn()));
    return found.size();
  }

  /** How many subscriptions of a topic were ended lately. */
  long deleted(Topic topic) {
    return topic.endedSince(clock.instant().minus(COUNTED));
  }

  /** The person at this address follows the link of each mail that waits for it. */
  public int confirm(String endpoint) {
    int confirmed = 0;
    for (Topic topic : all()) {
      for (Subscription subscription : topic.subscriptions()) {
        if (subscription.endpoint().equals(endpoint) && !subscription.isConfirmed()) {
          subscription.confirm(false);
          confirmed++;
        }
      }
    }
    return confirmed;
  }

  private void dropUnconfirmed() {
    for (Topic topic : topics.values()) {
      for (Subscription one : topic.subscriptions()) {
        boolean late = !one.created().plus(CONFIRMABLE).isAfter(clock.instant());
        if (!one.isConfirmed() && late) {
          topic.remove(one.arn());
        }
      }
    }
  }

  /** Publishes and returns the message's id. */
  public String publish(Topic topic, Caller caller, Notification notification) {
    if (!topic.allows(caller, account)) {
      throw new AwsException(
          403, "AuthorizationError", "Not authorized to perform: SNS:Publish on " + topic.arn());
    }
    dropUnconfirmed();
    String id = ids.next();
    topic.subscriptions().stream()
        .filter(Subscription::isConfirmed)
        .forEach(subscription -> deliver(topic, subscription, id, notification));
    return id;
  }

  private void deliver(Topic topic, Subscription to, String id, Notification notification) {
    boolean delivered =
        switch (to.protocol()) {
          case "email" -> mail(to, notification);
          case "sms" -> text(to, notification);
          case "https" -> post(topic, to, id, notification);
          default -> toQueue(topic, to, id, notification);
        };
    metrics.count(
        new Metrics.Series(
            "AWS/SNS",
            delivered ? "NumberOfNotificationsDelivered" : "NumberOfNotificationsFailed",
            Map.of("TopicName", topic.name())),
        clock.instant());
  }

  private boolean mail(Subscription to, Notification notification) {
    String subject = notification.subject().orElse(DEFAULT_SUBJECT);
    String text = notification.textFor("email") + Envelopes.footer(account, to);
    return deliveries.add(new Mail(SENDER, to.endpoint(), subject, text, clock.instant()));
  }

  /** Not to a number that is not verified, while the account is in the sandbox. */
  private boolean text(Subscription to, Notification notification) {
    String text = notification.textFor("sms");
    return (!sandbox || verifiedNumbers.contains(to.endpoint()))
        && !"0".equals(smsAttributes.get("MonthlySpendLimit"))
        && deliveries.add(new TextMessage(to.endpoint(), text, SmsParts.of(text), clock.instant()));
  }

  private boolean toQueue(Topic topic, Subscription to, String id, Notification notification) {
    String text = notification.textFor("sqs");
    String body = to.isRaw() ? text : envelopes.notification(topic, id, notification, text);
    Caller sns = new Caller.OfService("sns.amazonaws.com", topic.arn());
    return queues.deliver(to.endpoint(), sns, body, Map.of());
  }

  private boolean post(Topic topic, Subscription to, String id, Notification notification) {
    String text = notification.textFor("https");
    String body = envelopes.notification(topic, id, notification, text);
    return post(to, "Notification", body, deliveries);
  }

  private boolean post(Subscription to, String type, String body, List<Delivery> where) {
    return where.add(new Delivery.Post(to.endpoint(), type, body, clock.instant()));
  }

  /** What asked a webhook whether it wants to be told, in order. */
  public List<Delivery> confirmations() {
    return List.copyOf(confirmations);
  }

  public List<Delivery> deliveries() {
    return List.copyOf(deliveries);
  }

  public void sandbox(boolean on) {
    this.sandbox = on;
  }

  boolean isSandbox() {
    return sandbox;
  }

  Map<String, String> smsAttributes() {
    return smsAttributes;
  }

  public void verify(String number) {
    verifiedNumbers.add(number);
  }
}
