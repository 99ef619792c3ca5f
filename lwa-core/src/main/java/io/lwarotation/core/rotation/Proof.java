package io.lwarotation.core.rotation;

import io.lwarotation.core.AmazonException;
import io.lwarotation.core.rotation.SecretTrial.Answer;
import io.lwarotation.core.rotation.SecretTrial.Verdict;

/** What an answer of Amazon proves about the client secret that it was asked with. */
final class Proof {
  private Proof() {}

  static Verdict of(Answer answer) {
    return switch (answer) {
      case Answer.Good _ -> new Verdict.Works();
      case Answer.Bad(AmazonException.NoAnswer e, _) ->
          new Verdict.Open(
              String.valueOf(e.getMessage()), e.kind() != AmazonException.NoAnswer.Kind.TOO_LARGE);
      case Answer.Bad(AmazonException.Refused e, _) -> of(e);
    };
  }

  private static Verdict of(AmazonException.Refused e) {
    return switch (e.refusal()) {
      case INVALID_CLIENT ->
          new Verdict.Refused(
              "Login with Amazon does not know this client id with this client secret");
      case SECRET_EXPIRED ->
          new Verdict.Refused(
              "SP-API refuses the client secret as expired (a secret made in the last hour may need"
                  + " that hour)");
      case THROTTLED, UNAVAILABLE, AMAZON_EXPIRED ->
          new Verdict.Open(String.valueOf(e.getMessage()), true);
      case INVALID_GRANT,
          INVALID_REQUEST,
          CLIENT_MAY_NOT,
          TOKEN_EXPIRED,
          TOKEN_INVALID,
          TOKEN_MISSING,
          WRONG_REGION,
          ACCESS_DENIED,
          ROLE_MISSING,
          GATEWAY_DENIED,
          SANDBOX_ONLY,
          NOT_ENROLLED,
          NOT_FOUND,
          BAD_REQUEST,
          REDIRECT,
          OTHER ->
          new Verdict.Open(String.valueOf(e.getMessage()), e.status() == 408 || e.status() >= 500);
    };
  }
}
