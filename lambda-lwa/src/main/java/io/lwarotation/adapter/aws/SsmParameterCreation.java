package io.lwarotation.adapter.aws;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.parameters.NewParameter;
import io.lwarotation.core.parameters.ParameterCreation;
import java.time.Duration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.ParameterTier;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;
import software.amazon.awssdk.services.ssm.model.SsmException;
import software.amazon.awssdk.services.ssm.model.Tag;

/** Creates parameters in Parameter Store. The only call is PutParameter that does not overwrite. */
public final class SsmParameterCreation implements ParameterCreation {
  private final SsmClient ssm;

  public SsmParameterCreation(SsmClient ssm) {
    this.ssm = ssm;
  }

  @Override
  public Outcome create(String app, NewParameter parameter, Deadline deadline) {
    Duration left = deadline.atMost(AwsCall.LONGEST);
    if (!left.isPositive()) {
      throw new StoreException(
          StoreException.Kind.UNREACHABLE,
          "No time was left to create " + parameter.name() + ": try again.",
          null);
    }
    try {
      ssm.putParameter(request(app, parameter, left));
      return Outcome.CREATED;
    } catch (ParameterAlreadyExistsException _) {
      return Outcome.KEPT;
    } catch (SsmException refused) {
      throw refusal(parameter, refused);
    } catch (SdkException noAnswer) {
      throw new StoreException(
          StoreException.Kind.UNREACHABLE,
          "Parameter Store did not answer while "
              + parameter.name()
              + " was created: check the function's network and AWS's health, then try again.",
          noAnswer);
    }
  }

  private static PutParameterRequest request(String app, NewParameter parameter, Duration left) {
    PutParameterRequest.Builder request =
        PutParameterRequest.builder()
            .name(parameter.name())
            .description(parameter.description())
            .value(ParameterNames.PLACEHOLDER)
            .overwrite(false)
            .tags(Tag.builder().key("lwa-rotation:app").value(app).build())
            .overrideConfiguration(options -> options.apiCallTimeout(left));
    return switch (parameter) {
      case NewParameter.Plain _ ->
          request.type(ParameterType.STRING).tier(ParameterTier.STANDARD).build();
      case NewParameter.Credential credential ->
          request
              .type(ParameterType.SECURE_STRING)
              .tier(ParameterTier.STANDARD)
              .keyId(credential.keyId())
              .build();
      case NewParameter.AgingCredential credential ->
          request
              .type(ParameterType.SECURE_STRING)
              .tier(ParameterTier.ADVANCED)
              .keyId(credential.keyId())
              .policies(noChangeNotification(credential.remindAfterDays()))
              .build();
    };
  }

  /** The only policy that is ever set: one of type Expiration would delete the parameter. */
  public static String noChangeNotification(int days) {
    return "[{\"Type\":\"NoChangeNotification\",\"Version\":\"1.0\",\"Attributes\":{\"After\":\"%d\",\"Unit\":\"Days\"}}]"
        .formatted(days);
  }

  /** AWS's own text stays out: it may name anything. */
  private static StoreException refusal(NewParameter parameter, SsmException refused) {
    String code = AwsCall.code(refused);
    String what =
        "Parameter Store refused to create %s (%s): "
            .formatted(parameter.name(), code == null ? refused.statusCode() : code);
    if (AwsCall.isThrottled(refused)) {
      return new StoreException(
          StoreException.Kind.THROTTLED, what + "too many requests, try again later.", refused);
    }
    if (refused.statusCode() >= 500) {
      return new StoreException(
          StoreException.Kind.UNREACHABLE, what + "a fault of AWS, try again later.", refused);
    }
    return new StoreException(
        StoreException.Kind.REFUSED,
        what
            + "check that the function's role may put this parameter and use the key, and that the"
            + " key is enabled.",
        refused);
  }
}
