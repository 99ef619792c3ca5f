package io.lwarotation.cli.put;

import io.lwarotation.cli.AwsOptions;
import io.lwarotation.core.ParameterNames;
import java.net.URI;
import java.util.Map;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.Output;

/** What follows from an application's name: its parameters, its stack, its endpoints. */
final class Applications {
  private static final Pattern NAME = Pattern.compile("(?=.{1,20}$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*");
  private static final URI LOGIN_WITH_AMAZON = URI.create("https://api.amazon.com/auth/o2/token");

  private Applications() {}

  static void requireName(String app) {
    if (!NAME.matcher(app).matches()) {
      throw new IllegalArgumentException(
          "--app takes the name that was deployed: 1 to 20 small letters, digits and single hyphens, beginning with a letter, such as my-erp");
    }
  }

  static ParameterNames parameterNames(String app) {
    String prefix = "/" + app;
    return new ParameterNames(
        app,
        prefix + "/lwa/clientidentifier",
        prefix + "/lwa/clientsecret",
        prefix + "/refreshToken",
        prefix + "/lwa/rotation");
  }

  /** Amazon's, unless LWA_TOKEN_ENDPOINT names another, as it does for the functions. */
  static URI tokenEndpoint(Map<String, String> environment) {
    String named = environment.get("LWA_TOKEN_ENDPOINT");
    return named == null || named.isBlank() ? LOGIN_WITH_AMAZON : URI.create(named);
  }

  /** SP_API_ENDPOINT if it is set, else the one that the application's stack was deployed with. */
  static URI spApiEndpoint(String app, AwsOptions aws, Map<String, String> environment) {
    String named = environment.get("SP_API_ENDPOINT");
    if (named != null && !named.isBlank()) {
      return URI.create(named);
    }
    String stack = "lwa-" + app;
    try (CloudFormationClient cloudFormation = aws.cloudFormation()) {
      return cloudFormation.describeStacks(request -> request.stackName(stack)).stacks().stream()
          .flatMap(found -> found.outputs().stream())
          .filter(output -> output.outputKey().equals("SpApiEndpoint"))
          .map(Output::outputValue)
          .map(URI::create)
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalStateException(
                      "The stack "
                          + stack
                          + " does not say which SP-API endpoint it calls: deploy it again."));
    } catch (CloudFormationException e) {
      throw new IllegalStateException(
          "The stack "
              + stack
              + " cannot be read ("
              + e.awsErrorDetails().errorCode()
              + "): deploy it first (npx cdk deploy), name another --region or --profile, or set"
              + " SP_API_ENDPOINT.",
          e);
    }
  }
}
