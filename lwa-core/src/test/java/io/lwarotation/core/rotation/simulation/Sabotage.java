package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.CallAnswer;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.EarlierSecret;
import io.lwarotation.core.Fallback;
import io.lwarotation.core.SpApi;
import io.lwarotation.core.TokenEndpoint;
import io.lwarotation.core.rotation.AcceptOutcome;
import io.lwarotation.core.rotation.ClientClaims;
import io.lwarotation.core.rotation.ExpiryOutcome;
import io.lwarotation.core.rotation.HeedExpiryMessage;
import io.lwarotation.core.rotation.NewSecretMessage;
import io.lwarotation.core.rotation.Notices;
import io.lwarotation.core.rotation.RotationEvents;
import io.lwarotation.core.rotation.RotationRecords;
import io.lwarotation.core.rotation.RotationSettings;
import io.lwarotation.core.rotation.SecretExpiryMessage;
import io.lwarotation.core.rotation.SecretVault;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How a mutant changes what surrounds the core. As it is here it changes nothing; each mutant
 * overrides what it needs.
 */
class Sabotage {
  /** What a use case is given. */
  record Ports(
      SecretVault vault,
      RotationRecords records,
      TokenEndpoint tokens,
      SpApi spApi,
      Notices notices,
      RotationEvents events) {
    Ports with(SecretVault other) {
      return new Ports(other, records, tokens, spApi, notices, events);
    }

    Ports with(RotationRecords other) {
      return new Ports(vault, other, tokens, spApi, notices, events);
    }

    Ports with(TokenEndpoint other) {
      return new Ports(vault, records, other, spApi, notices, events);
    }

    Ports with(SpApi other) {
      return new Ports(vault, records, tokens, other, notices, events);
    }
  }

  /**
   * Puts itself around the ports of one invocation.
   *
   * @param message that is handled; empty for a run of the schedule
   */
  Ports around(Ports ports, Optional<NewSecretMessage> message) {
    return new Ports(
        vault(ports.vault()),
        records(ports.records()),
        ports.tokens(),
        spApi(ports.spApi()),
        notices(ports.notices()),
        ports.events());
  }

  SecretVault vault(SecretVault vault) {
    return vault;
  }

  RotationRecords records(RotationRecords records) {
    return records;
  }

  SpApi spApi(SpApi spApi) {
    return spApi;
  }

  ClientClaims claims(ClientClaims claims) {
    return claims;
  }

  Notices notices(Notices notices) {
    return notices;
  }

  NewSecretMessage message(NewSecretMessage message, Instant now) {
    return message;
  }

  RotationSettings settings() {
    return RotationSettings.STANDARD;
  }

  /** What becomes of Amazon's word on the end of a secret. */
  ExpiryOutcome heeds(HeedExpiryMessage useCase, SecretExpiryMessage message, Deadline deadline) {
    return useCase.run(message, deadline);
  }

  /** What the function believes to have left, where that much is really left. */
  Duration budget(Duration really) {
    return really;
  }

  boolean acknowledges(AcceptOutcome outcome) {
    return switch (outcome) {
      case AcceptOutcome.Stored _, AcceptOutcome.AlreadyStored _, AcceptOutcome.Skipped _ -> true;
      case AcceptOutcome.RetryLater _, AcceptOutcome.Never _ -> false;
    };
  }

  boolean acknowledgesFailures() {
    return false;
  }

  /**
   * What CallSpApi does while LWA refuses the stored secret.
   *
   * @param coldStart makes what an environment of the function makes once
   */
  Fallback fallback(Supplier<EarlierSecret> coldStart) {
    return coldStart.get();
  }

  CallAnswer told(CallAnswer answer) {
    return answer;
  }

  boolean overwritesOnDeploy() {
    return false;
  }

  boolean deletesWithTheStack() {
    return false;
  }
}
