package io.lwarotation.core.rotation;

import io.lwarotation.core.Diagnosis;
import io.lwarotation.core.rotation.SecretTrial.Authorization;
import io.lwarotation.core.rotation.SecretTrial.Verdict;
import java.util.List;
import java.util.Optional;

/** Why credentials that a person brings are not stored, after they were tried. */
final class Objection {
  private static final String CAUSES =
      ". The most frequent causes: the application lacks the role for this call (Developer Console); the"
          + " seller has not authorized it again since the role was added. "
          + SecretTrial.OTHER_PROBE
          + ". Or store it anyway with --force";

  private Objection() {}

  /** A secret that is proven may be stored beside an authorization that somebody must renew. */
  static Optional<String> to(SecretTrial.Result result, List<Credential> changed) {
    boolean secretOnly = changed.equals(List.of(Credential.CLIENT_SECRET));
    return switch (result.secret()) {
      case Verdict.Refused(String why) -> Optional.of(doNotWork(why));
      case Verdict.Open(String why, _) -> Optional.of(notSeen(why, result));
      case Verdict.Works _ when secretOnly -> Optional.empty();
      case Verdict.Works _ ->
          switch (result.authorization()) {
            case Authorization.Works _ -> Optional.empty();
            case Authorization.Denied(String why) ->
                changed.contains(Credential.REFRESH_TOKEN)
                    ? Optional.of(
                        "nothing shows that the refresh token works, because " + why + CAUSES)
                    : Optional.empty();
            case Authorization.Refused(_, String why) -> Optional.of(doNotWork(why));
            case Authorization.Open(String why) -> Optional.of(notSeen(why, result));
            case Authorization.NotTried _ -> Optional.of(notSeen("it was not tried", result));
          };
    };
  }

  private static String doNotWork(String why) {
    return "these credentials do not work, because " + why + "; the stored ones are unchanged";
  }

  private static String notSeen(String why, SecretTrial.Result result) {
    String advice =
        switch (result.authorization()) {
          case Authorization.Denied _ -> CAUSES;
          case Authorization.Refused(Diagnosis diagnosis, _)
              when diagnosis == Diagnosis.REAUTHORIZE ->
              ". Authorize the application again in Seller Central, and give the new refresh token";
          case Authorization.Refused _,
              Authorization.Open _,
              Authorization.NotTried _,
              Authorization.Works _ ->
              "";
        };
    return "no call shows whether these credentials work, because "
        + why
        + "; the stored ones are unchanged"
        + (result.isPassing() ? ": try again in a while" : advice);
  }
}
