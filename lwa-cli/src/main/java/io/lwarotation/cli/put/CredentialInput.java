package io.lwarotation.cli.put;

import io.lwarotation.cli.Prompt;
import io.lwarotation.cli.TypedText;
import io.lwarotation.core.Secret;
import io.lwarotation.core.rotation.Credential;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes credentials from a person at the terminal without echo, one line each, or from a file. */
final class CredentialInput {
  /** Empty answers to one question, at most. */
  private static final int MOST_ANSWERS = 5;

  private CredentialInput() {}

  /** What was given, and what it and the store lack, out of the file or asked for. */
  static Map<Credential, Secret> filled(
      Map<Credential, Secret> given, Map<Credential, Secret> stored, @Nullable Path from)
      throws IOException {
    Set<Credential> missing = EnumSet.allOf(Credential.class);
    missing.removeAll(given.keySet());
    missing.removeAll(stored.keySet());
    Map<Credential, Secret> all = new EnumMap<>(Credential.class);
    all.putAll(given);
    if (from != null) {
      CredentialText.read(TypedText.read(from), missing).forEach(all::putIfAbsent);
      missing.removeAll(all.keySet());
    }
    if (!missing.isEmpty()) {
      all.putAll(ask(missing));
    }
    return all;
  }

  /** Asks at the terminal; refuses an answer that is unfit to be sent. */
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
    String question =
        switch (credential) {
          case CLIENT_ID -> "Client id (amzn1.application-oa2-client.…): ";
          case CLIENT_SECRET -> "Client secret (amzn1.oa2-cs.v1.…): ";
          case REFRESH_TOKEN -> "Refresh token (Atzr|…): ";
        };
    for (int answers = 0; answers < MOST_ANSWERS; answers++) {
      String typed =
          prompt
              .hidden(question)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "the input ended before everything was asked; nothing was stored"));
      if (!typed.isBlank()) {
        return typed;
      }
      prompt.console().printf("Nothing was typed. Paste it, or end with Ctrl-C.%n");
    }
    throw new IllegalArgumentException("nothing was typed; nothing was stored");
  }
}
