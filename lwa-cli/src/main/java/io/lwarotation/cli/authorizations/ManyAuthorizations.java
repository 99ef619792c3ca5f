package io.lwarotation.cli.authorizations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lwarotation.core.Authorization;
import io.lwarotation.core.CredentialShape;
import io.lwarotation.core.Secret;
import io.lwarotation.core.SpApiRegion;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Many authorizations out of a CSV or JSON text: name, region, token, and the day if there is one.
 */
final class ManyAuthorizations {
  private static final int MOST_CHARACTERS = 64 * 1024 * 1024;
  private static final Path STANDARD_INPUT = Path.of("-");
  private static final String FORM =
      "Give CSV with a first line name,region,token (and authorized, the day, if you know it), or a JSON list of"
          + " objects with these names.";

  private ManyAuthorizations() {}

  /**
   * One line or object.
   *
   * @param place such as {@code line 7}
   */
  record Entry(
      String place, Authorization authorization, Secret token, Optional<LocalDate> authorized) {}

  /**
   * Reads all of them.
   *
   * @throws IllegalArgumentException naming what cannot be understood, without its content
   */
  static List<Entry> read(Path source) throws IOException {
    String text = textOf(source).strip();
    List<Entry> all = text.startsWith("[") ? ofJson(text) : ofCsv(text);
    Set<Authorization> seen = new HashSet<>();
    for (Entry entry : all) {
      if (!seen.add(entry.authorization())) {
        throw new IllegalArgumentException(
            entry.place() + " names " + entry.authorization() + " once more");
      }
    }
    return all;
  }

  private static String textOf(Path source) throws IOException {
    try (InputStream stream =
            source.equals(STANDARD_INPUT) ? System.in : Files.newInputStream(source);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      StringBuilder text = new StringBuilder();
      char[] part = new char[8192];
      for (int n = reader.read(part); n >= 0; n = reader.read(part)) {
        text.append(part, 0, n);
        if (text.length() > MOST_CHARACTERS) {
          throw new IllegalArgumentException("the input is longer than 64 MB");
        }
      }
      return !text.isEmpty() && text.charAt(0) == '\uFEFF' ? text.substring(1) : text.toString();
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("there is no file " + source, e);
    }
  }

  private static List<Entry> ofJson(String text) {
    JsonNode root;
    try {
      root = new ObjectMapper().readTree(text);
    } catch (JsonProcessingException _) {
      // Without the cause, which quotes the text.
      throw new IllegalArgumentException("the input is not JSON. " + FORM);
    }
    List<Entry> all = new ArrayList<>();
    for (JsonNode one : root) {
      Map<String, String> fields = new HashMap<>();
      one.properties()
          .forEach(
              field ->
                  fields.put(field.getKey().toLowerCase(Locale.ROOT), field.getValue().asText("")));
      all.add(entry("entry " + (all.size() + 1), fields));
    }
    return all;
  }

  private static List<Entry> ofCsv(String text) {
    List<String> lines = text.lines().toList();
    List<String> header =
        lines.isEmpty()
            ? List.of()
            : cells(lines.getFirst()).stream().map(cell -> cell.toLowerCase(Locale.ROOT)).toList();
    if (!header.containsAll(List.of("name", "region", "token"))) {
      throw new IllegalArgumentException("the first line does not name the columns. " + FORM);
    }
    List<Entry> all = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      if (lines.get(i).isBlank()) {
        continue;
      }
      List<String> cells = cells(lines.get(i));
      Map<String, String> fields = new HashMap<>();
      for (int column = 0; column < header.size() && column < cells.size(); column++) {
        fields.put(header.get(column), cells.get(column));
      }
      all.add(entry("line " + (i + 1), fields));
    }
    return all;
  }

  /** No cell holds a comma: a name cannot, a token has none. */
  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    for (String cell : line.split("[,;\t]", -1)) {
      String plain = cell.strip();
      boolean quoted = plain.length() > 1 && plain.startsWith("\"") && plain.endsWith("\"");
      cells.add(quoted ? plain.substring(1, plain.length() - 1).strip() : plain);
    }
    return cells;
  }

  private static Entry entry(String place, Map<String, String> fields) {
    try {
      SpApiRegion region =
          SpApiRegion.named(field(fields, "region").toLowerCase(Locale.ROOT))
              .orElseThrow(() -> new IllegalArgumentException("has no region na, eu or fe"));
      Authorization authorization = new Authorization(region, field(fields, "name"));
      String token = field(fields, "token");
      Optional<String> wrong = CredentialShape.REFRESH_TOKEN.problem(token);
      if (wrong.isPresent()) {
        throw new IllegalArgumentException("has a token that " + wrong.get());
      }
      String day = fields.getOrDefault("authorized", "").strip();
      return new Entry(
          place,
          authorization,
          Secret.of(token),
          day.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(day)));
    } catch (DateTimeException _) {
      throw new IllegalArgumentException(
          place + " has a day that is not written as 2026-12-07; nothing was stored");
    } catch (IllegalArgumentException e) {
      String why = String.valueOf(e.getMessage());
      throw new IllegalArgumentException(
          place + (why.startsWith("has ") ? " " : ": ") + why + "; nothing was stored", e);
    }
  }

  private static String field(Map<String, String> fields, String name) {
    return fields.getOrDefault(name, "").strip();
  }
}
