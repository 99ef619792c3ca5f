package io.lwarotation.cli.put;

import io.lwarotation.cli.Prompt;
import io.lwarotation.core.Secret;
import io.lwarotation.core.rotation.Credential;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Takes credentials from a person at the terminal without echo, one line each. */
final class CredentialInput {
  /** Empty answers to one question, at most. */
  private static final int MOST_ANSWERS = 5;

  private CredentialInput() {}

  /**
   * Asks.
   *
   * @throws IllegalArgumentException if there is no terminal, or an answer is unfit to be sent
   */
  static Map<Credential, Secret> ask(Set<Credential> wanted) {
    Prompt prompt =
        Prompt.orRefuse(
            "there is no terminal; name a file with --from, or --from - for standard input");
    Map<Credential, Secret> answers = new EnumMap<>(Credential.class);
    for (Credential credential : wanted) {
      answers.put(credential, CredentialText.fit(credential, answer(credential, prompt), ""));
    }
    return answers;
  }

  private static String answer(Credential credential, Prompt prompt) {
    for (int answers = 0; answers < MOST_ANSWERS; answers++) {
      String typed =
          prompt
              .hidden(capitalized(question(credential)) + ": ")
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "the input ended before everything was asked; nothing was stored"));
      if (!typed.isBlank()) {
        return typed;
      }
      prompt.say("Nothing was typed. Paste it, or end with Ctrl-C.");
    }
    throw new IllegalArgumentException("nothing was typed; nothing was stored");
  }

  private static String question(Credential credential) {
    return switch (credential) {
      case CLIENT_ID -> "client id (amzn1.application-oa2-client.…)";
      case CLIENT_SECRET -> "client secret (amzn1.oa2-cs.v1.…)";
      case REFRESH_TOKEN -> "refresh token (Atzr|…)";
    };
  }

  private static String capitalized(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
