package io.lwarotation.core.parameters;

import io.lwarotation.core.ParameterNames;

/** A parameter that a deploy creates, holding {@link ParameterNames#PLACEHOLDER}. */
public sealed interface NewParameter {
  String name();

  /** For people who meet it in the console. */
  String description();

  /** A credential, encrypted with the application's own key. */
  record Credential(String name, String description, String keyId) implements NewParameter {}

  /** A credential that is encrypted likewise and reports when it has not changed for long. */
  record AgingCredential(String name, String description, String keyId, int remindAfterDays)
      implements NewParameter {}

  /** A text that is no secret. */
  record Plain(String name, String description) implements NewParameter {}
}
