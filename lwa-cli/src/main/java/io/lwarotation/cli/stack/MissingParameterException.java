package io.lwarotation.cli.stack;

import org.jspecify.annotations.Nullable;

/** A parameter that every deployed stack has is not there. */
final class MissingParameterException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  private final String parameter;

  MissingParameterException(String parameter, @Nullable Throwable cause) {
    super(sentence(parameter, "this account and region"), cause);
    this.parameter = parameter;
  }

  /** What to say of it where it is known which account and region that is. */
  String in(String place) {
    return sentence(parameter, place);
  }

  private static String sentence(String parameter, String place) {
    return "There is no parameter %s in %s: deploy the stack first (npx cdk deploy), or name another --app, --region or --profile."
        .formatted(parameter, place);
  }
}
