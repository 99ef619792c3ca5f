package io.lwarotation.cli.rotate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.adapter.CrtHttp;
import io.lwarotation.adapter.HttpSpApi;
import io.lwarotation.adapter.LwaTokenEndpoint;
import io.lwarotation.adapter.sdk.SnsNotices;
import io.lwarotation.adapter.sdk.SqsNewSecretQueue;
import io.lwarotation.adapter.sdk.SsmClientClaims;
import io.lwarotation.adapter.sdk.SsmRotationRecords;
import io.lwarotation.adapter.sdk.SsmSecretVault;
import io.lwarotation.cli.AwsOptions;
import io.lwarotation.cli.CriticalSection;
import io.lwarotation.cli.Screen;
import io.lwarotation.cli.stack.ApplicationOptions;
import io.lwarotation.cli.stack.AwsTrouble;
import io.lwarotation.cli.stack.StackOutputs;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.rotation.RotateSecret;
import io.lwarotation.core.rotation.RotationPolicy;
import io.lwarotation.core.rotation.RotationSettings;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.crt.CRT;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** {@code lwa rotate}. */
@Command(
    name = "rotate",
    description = {
      "Asks Amazon for a new client secret now, if the rules of the automatic mode allow it, and waits until it is"
          + " stored. Runs the function of the stack, which checks queue and credentials first; nothing is asked"
          + " for while the secret is young, a request is under way, or the old secret is in its grace.",
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ./lwa rotate --app my-erp",
      "  ./lwa rotate --local            the same rules here, with your own rights",
      "  ./lwa rotate --timeout 30       wait half an hour",
      "  ./lwa rotate --timeout 0        ask, and do not wait",
      "",
      "--json prints one object: app, outcome (Requested, Unanswered, NotDue, InFlight, InGrace, Expired, Refused,",
      "Blocked, Postponed), reason, at, stored (true or false), version, expiresAt, oldSecretExpiresAt.",
      "Ctrl-C while waiting stops nothing: what was asked for is stored when it comes. With --local, a request that",
      "was begun is finished and reported first. Either way the exit code is then 130.",
      "Needs lambda:InvokeFunction; with --local the rights of the function's role."
    })
public final class RotateCommand implements Callable<Integer> {
  private static final Duration EVERY = Duration.ofSeconds(3);

  /** Longer than the function may run. */
  private static final Duration FUNCTION_TIME = Duration.ofMinutes(3);

  private static final long LONGEST_MINUTES = 24 * 60;

  @Option(names = "--local", description = "Run the rotation here instead of in the function.")
  private boolean local;

  @Option(
      names = "--timeout",
      paramLabel = "MINUTES",
      defaultValue = "15",
      description = "How long to wait for the new secret, in minutes (${DEFAULT-VALUE}).")
  private double timeout;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Mixin private ApplicationOptions application = new ApplicationOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (!(timeout >= 0 && timeout <= LONGEST_MINUTES)) {
      throw new ParameterException(
          spec.commandLine(), "--timeout takes minutes from 0 to " + LONGEST_MINUTES);
    }
    StackOutputs stack;
    try {
      stack = application.stack();
    } catch (SdkException e) {
      throw AwsTrouble.explain(e, application.aws());
    }
    String function =
        stack
            .find("RotateFunctionName")
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "The stack "
                            + stack.stack()
                            + " only reminds, so nothing would take in a new secret: rotate in the Developer Console"
                            + " and run ./lwa put --client-secret, or deploy with -c rotation=automatic."));
    try (SsmClient ssm = application.aws().ssm()) {
      NewSecretWatch watch = new NewSecretWatch(ssm, application.names(), EVERY);
      NewSecretWatch.Seen before = watch.look();
      step("Stored is version " + before.version() + " of the secret.");
      step(
          local
              ? "Running the rotation here: policy, queue, credentials, request …"
              : "Running " + function + ": policy, queue, credentials, request …");
      Asked asked =
          local
              ? new CriticalSection(spec.commandLine().getErr())
                  .run(() -> told(askHereToTheEnd(ssm, stack)))
              : told(askFunction(function));
      return asked.isUnderWay() ? follow(asked, watch, before) : refuse(asked);
    } catch (SdkException e) {
      throw AwsTrouble.explain(e, application.aws());
    }
  }

  private Asked askFunction(String function) {
    try (LambdaClient lambda =
        application
            .aws()
            .configured(LambdaClient.builder())
            .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(FUNCTION_TIME))
            // Once: what was asked for is not asked for again because its answer was lost.
            .overrideConfiguration(
                options -> options.retryStrategy(DefaultRetryStrategy.doNotRetry()))
            .build()) {
      return new ByFunction(lambda, function).ask();
    }
  }

  /**
   * The HTTP client would end at once with the process: a request whose mark is in the record would
   * then not be sent, and would count as taken for two days.
   */
  private Asked askHereToTheEnd(SsmClient ssm, StackOutputs stack) {
    CRT.acquireShutdownRef();
    try {
      return askHere(ssm, stack);
    } finally {
      CRT.releaseShutdownRef();
    }
  }

  private Asked askHere(SsmClient ssm, StackOutputs stack) {
    AwsOptions aws = application.aws();
    ParameterNames names = application.names();
    InstantSource clock = InstantSource.system();
    try (SsmClient writing =
            aws.configured(SsmClient.builder())
                .overrideConfiguration(
                    options -> options.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
        SqsClient sqs = aws.configured(SqsClient.builder()).build();
        KmsClient kms = aws.configured(KmsClient.builder()).build();
        SnsClient sns = aws.configured(SnsClient.builder()).build();
        CrtHttp http = new CrtHttp()) {
      String queue = stack.require("NewSecretQueueArn");
      String queueName = queue.substring(queue.lastIndexOf(':') + 1);
      String url = sqs.getQueueUrl(request -> request.queueName(queueName)).queueUrl();
      RotateSecret rotate =
          new RotateSecret(
              names.app(),
              new RotationPolicy(RotationSettings.STANDARD),
              SsmSecretVault.forReading(ssm, names, clock),
              new SsmRotationRecords(ssm, writing, names, clock),
              new SsmClientClaims(ssm, writing, names, clock),
              new SqsNewSecretQueue(sqs, kms, url),
              new LwaTokenEndpoint(http, application.tokenEndpoint()),
              new HttpSpApi(
                  http,
                  application.spApiEndpoint(),
                  "LwaRotation/1.0 (Language=Java/25; Command=lwa-rotate)"),
              new SnsNotices(sns, stack.require("TopicArn")));
      return new Locally(rotate, clock).ask();
    }
  }

  /** Said at once: a Ctrl-C may come next. */
  private Asked told(Asked asked) {
    if (json) {
      return asked;
    }
    if (asked.isUnderWay()) {
      screen().good(asked.sentence() + ".");
    } else {
      screen().bad(asked.sentence() + ".");
    }
    return asked;
  }

  private int refuse(Asked asked) {
    if (json) {
      print(result(asked).put("stored", false));
    }
    return 1;
  }

  private int follow(Asked asked, NewSecretWatch watch, NewSecretWatch.Seen before) {
    if (timeout == 0) {
      if (json) {
        print(result(asked).put("stored", false));
      } else {
        screen().line("  Not waiting: ./lwa status tells when the new secret is stored.");
      }
      return 0;
    }
    step("Waiting for the new secret, up to " + spoken(limit()) + " …");
    Optional<NewSecretWatch.Seen> seen =
        watch.await(before.version(), limit(), new Progress(this::step));
    return seen.isPresent() ? stored(asked, seen.get()) : late(asked);
  }

  private int stored(Asked asked, NewSecretWatch.Seen seen) {
    Optional<RotationRecord> record = seen.record().filter(_ -> seen.isComplete());
    if (json) {
      ObjectNode root = result(asked).put("stored", true).put("version", seen.version());
      record.ifPresent(
          one -> {
            root.put("expiresAt", one.expiresAt().toString());
            Instant old = one.oldSecretExpiresAt();
            if (old != null) {
              root.put("oldSecretExpiresAt", old.toString());
            }
          });
      print(root);
      return 0;
    }
    screen().good("The new secret works and is stored, as version " + seen.version() + ".");
    record.ifPresent(
        one -> {
          screen().line("    It expires on " + day(one.expiresAt()) + ".");
          Instant old = one.oldSecretExpiresAt();
          if (old != null) {
            screen().line("    The old one is accepted until " + day(old) + ".");
          }
        });
    return 0;
  }

  private int late(Asked asked) {
    if (json) {
      print(result(asked).put("stored", false));
    } else {
      screen()
          .bad(
              "The new secret has not come in "
                  + spoken(limit())
                  + ". It is stored whenever it comes; ./lwa status tells. If it stays away: is the queue entered in"
                  + " the Developer Console under Notification Preferences, row Application Client New Secret?");
    }
    return 1;
  }

  private ObjectNode result(Asked asked) {
    ObjectNode root =
        new ObjectMapper()
            .createObjectNode()
            .put("app", application.app())
            .put("outcome", asked.outcome())
            .put("reason", asked.reason());
    asked.at().ifPresent(at -> root.put("at", at.toString()));
    return root;
  }

  /** Steps go where a person sees them and no program reads them. */
  private void step(String text) {
    if (json) {
      spec.commandLine().getErr().println("  " + text);
    } else {
      screen().line("  " + text);
    }
  }

  private void print(ObjectNode root) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(root.toPrettyString());
  }

  private Screen screen() {
    return Screen.on(spec.commandLine().getOut());
  }

  private Duration limit() {
    return Duration.ofMillis(Math.round(timeout * Duration.ofMinutes(1).toMillis()));
  }

  private static String spoken(Duration time) {
    return time.toMinutes() > 0 ? time.toMinutes() + " min" : time.toSeconds() + " s";
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }
}
