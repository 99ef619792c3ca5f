package io.lwarotation.core.rotation;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * A resource policy of AWS, parsed, and what it says about one sender: everyone of an account,
 * whose identity inside that account is not known. Where the answer depends on something unknown,
 * an Allow does not count and a Deny does.
 */
public record AccessPolicy(List<Statement> statements) {
  public AccessPolicy {
    statements = List.copyOf(statements);
  }

  /**
   * One statement.
   *
   * @param actions {@code Action}, or {@code NotAction} if {@code except}
   * @param resources {@code Resource}, or {@code NotResource} if {@code except}
   * @param conditions all must hold
   */
  public record Statement(
      Effect effect,
      Principals principals,
      Patterns actions,
      Patterns resources,
      List<Condition> conditions) {
    public Statement {
      conditions = List.copyOf(conditions);
    }
  }

  /** What a statement does. */
  public enum Effect {
    ALLOW,
    DENY
  }

  /**
   * The {@code AWS} principals: account ids, ARNs, {@code *}; other kinds of principals are left
   * out.
   *
   * @param except whether it was {@code NotPrincipal}
   */
  public record Principals(boolean except, List<String> aws) {
    public Principals {
      aws = List.copyOf(aws);
    }
  }

  /**
   * Texts with {@code *} and {@code ?}.
   *
   * @param except whether the statement means everything else
   */
  public record Patterns(boolean except, List<String> patterns) {
    public Patterns {
      patterns = List.copyOf(patterns);
    }
  }

  /**
   * One condition, such as {@code Bool}, {@code aws:SecureTransport}, {@code [false]}.
   *
   * @param values one of them must match
   */
  public record Condition(String operator, String key, List<String> values) {
    public Condition {
      values = List.copyOf(values);
    }
  }

  /** What the policy says about a request. */
  public enum Ruling {
    /** An Allow admits it and no Deny catches it. */
    ADMITTED,
    /** No Allow surely admits it. */
    NOT_ALLOWED,
    /** A Deny catches it, or may. */
    DENIED
  }

  /**
   * What the policy says about a request that someone of an account sends over TLS.
   *
   * @param account twelve digits
   * @param action such as {@code sqs:SendMessage}
   * @param resource the ARN
   */
  public Ruling ruling(String account, String action, String resource) {
    boolean allowed = false;
    for (Statement statement : statements) {
      Match match = match(statement, account, action, resource);
      switch (statement.effect()) {
        case DENY -> {
          if (match != Match.NO) {
            return Ruling.DENIED;
          }
        }
        case ALLOW -> allowed |= match == Match.YES;
      }
    }
    return allowed ? Ruling.ADMITTED : Ruling.NOT_ALLOWED;
  }

  private enum Match {
    YES,
    MAYBE,
    NO;

    Match and(Match other) {
      return compareTo(other) >= 0 ? this : other;
    }

    Match or(Match other) {
      return compareTo(other) <= 0 ? this : other;
    }

    Match negatedIf(boolean negate) {
      if (!negate || this == MAYBE) {
        return this;
      }
      return this == YES ? NO : YES;
    }

    static Match of(boolean yes) {
      return yes ? YES : NO;
    }
  }

  private static Match match(Statement statement, String account, String action, String resource) {
    Match match = principal(statement.principals(), account);
    match = match.and(patterns(statement.actions(), action, true));
    match = match.and(patterns(statement.resources(), resource, false));
    for (Condition condition : statement.conditions()) {
      match = match.and(condition(condition, account));
    }
    return match;
  }

  private static Match principal(Principals principals, String account) {
    Match match = Match.NO;
    for (String principal : principals.aws()) {
      if (principal.equals("*")
          || principal.equals(account)
          || (principal.startsWith("arn:") && principal.endsWith("::" + account + ":root"))) {
        match = match.or(Match.YES);
      } else if (principal.contains(":" + account + ":")) {
        match = match.or(Match.MAYBE);
      }
    }
    return match.negatedIf(principals.except());
  }

  private static Match patterns(Patterns patterns, String text, boolean ignoreCase) {
    boolean any =
        patterns.patterns().stream()
            .anyMatch(
                pattern ->
                    ignoreCase
                        ? like(pattern.toLowerCase(Locale.ROOT), text.toLowerCase(Locale.ROOT))
                        : like(pattern, text));
    return Match.of(any).negatedIf(patterns.except());
  }

  private static Match condition(Condition condition, String account) {
    String known;
    switch (condition.key().toLowerCase(Locale.ROOT)) {
      case "aws:securetransport" -> known = "true";
      case "aws:principalaccount" -> known = account;
      default -> {
        return Match.MAYBE;
      }
    }
    String operator = condition.operator().toLowerCase(Locale.ROOT);
    if (operator.endsWith("ifexists")) {
      operator = operator.substring(0, operator.length() - "ifexists".length());
    }
    return switch (operator) {
      case "bool" -> anyValue(condition, value -> value.equalsIgnoreCase(known));
      case "stringequals" -> anyValue(condition, known::equals);
      case "stringequalsignorecase" -> anyValue(condition, known::equalsIgnoreCase);
      case "stringnotequals" -> anyValue(condition, known::equals).negatedIf(true);
      case "stringlike" -> anyValue(condition, value -> like(value, known));
      case "stringnotlike" -> anyValue(condition, value -> like(value, known)).negatedIf(true);
      default -> Match.MAYBE;
    };
  }

  private static Match anyValue(Condition condition, Predicate<String> matches) {
    return Match.of(condition.values().stream().anyMatch(matches));
  }

  /**
   * Whether a text matches a pattern with {@code *} and {@code ?}, in linear space and no
   * recursion.
   */
  private static boolean like(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int mark = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        mark = t;
      } else if (p < pattern.length()
          && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++mark;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
