package io.lwarotation.core.rotation;

import io.lwarotation.core.AmazonException;
import io.lwarotation.core.AmazonException.Service;
import io.lwarotation.core.CallAnswer;
import io.lwarotation.core.ClientId;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.DiagnosedException;
import io.lwarotation.core.Diagnosis;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.Refusal;
import io.lwarotation.core.Secret;
import io.lwarotation.core.SecretState;
import io.lwarotation.core.SpApiRequest;
import io.lwarotation.core.StoredCredentials;
import io.lwarotation.core.Triage;
import io.lwarotation.core.rotation.CredentialParameters.Contents;
import io.lwarotation.core.rotation.SecretTrial.Answer;
import io.lwarotation.core.rotation.SecretTrial.Verdict;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether the stored credentials work now. */
public record CheckCredentials(ParameterNames names, RotationRecords records, SecretTrial trial) {
  /**
   * Tries them.
   *
   * @throws DiagnosedException if they do not work; its message says what to do
   * @throws io.lwarotation.core.StoreException if an earlier version of the record cannot be read
   */
  public CallAnswer run(Contents contents, Deadline deadline) {
    Map<Credential, Secret> usable = contents.usable();
    Secret clientId = usable.get(Credential.CLIENT_ID);
    Secret clientSecret = usable.get(Credential.CLIENT_SECRET);
    Secret refreshToken = usable.get(Credential.REFRESH_TOKEN);
    if (clientId == null || clientSecret == null || refreshToken == null) {
      throw notConfigured(contents);
    }
    StoredCredentials stored =
        new StoredCredentials(
            new ClientId(clientId.reveal()),
            clientSecret,
            refreshToken,
            contents.secretVersion(),
            contents.secretLastModified(),
            new RecordLog(records).truth(contents.newest(), deadline).record(),
            contents.readAt());
    SecretState state = SecretState.of(stored, stored.readAt());
    Triage triage = new Triage(names.app(), Optional.empty());
    SecretTrial.Result result = trial.run(stored.clientId(), clientSecret, refreshToken, deadline);
    return switch (result.answer()) {
      case Answer.Good(var answer) ->
          new CallAnswer(
              trial.probe().operation(),
              answer,
              state.expiry(),
              state.daysLeft(),
              state.recordProblem(),
              Optional.empty());
      case Answer.Bad(AmazonException.Refused why, var elsewhere)
          when why.refusal() == Refusal.ACCESS_DENIED ->
          throw failed(result, triage.denied(why, elsewhere));
      case Answer.Bad(var why, _) -> throw failed(result, triage.of(why, state));
    };
  }

  private DiagnosedException failed(SecretTrial.Result result, DiagnosedException why) {
    String works =
        result.secret() instanceof Verdict.Works
            ? "The client secret works, as a call without a seller shows. "
            : "";
    boolean ofSpApi = why.getCause() instanceof AmazonException e && e.service() == Service.SP_API;
    String probe =
        why.diagnosis() == Diagnosis.CHECK_ROLES
                && ofSpApi
                && trial.probe().equals(SpApiRequest.PROBE)
            ? (why.remedy().endsWith(".") ? " " : ". ") + SecretTrial.OTHER_PROBE + "."
            : "";
    return new DiagnosedException(why.diagnosis(), works + why.remedy() + probe, why);
  }

  private DiagnosedException notConfigured(Contents contents) {
    String problems =
        Arrays.stream(Credential.values())
            .filter(credential -> !contents.usable().containsKey(credential))
            .map(
                credential ->
                    credential.parameter(names)
                        + " "
                        + contents.unusable().getOrDefault(credential, "is not set yet"))
            .collect(Collectors.joining("; "));
    return new DiagnosedException(
        Diagnosis.NOT_CONFIGURED,
        problems + ". Store what is missing: ./lwa put --app " + names.app(),
        null);
  }
}
