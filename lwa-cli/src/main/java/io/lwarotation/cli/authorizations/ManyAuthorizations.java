package io.lwarotation.cli.authorizations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lwarotation.cli.TypedText;
import io.lwarotation.core.Authorization;
import io.lwarotation.core.CredentialShape;
import io.lwarotation.core.Secret;
import io.lwarotation.core.SpApiRegion;
import io.lwarotation.core.sweep.StoreAuthorization;
import java.io.IOException;
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
import java.util.stream.Stream;

/**
 * Many authorizations out of a CSV or JSON text: name, region, token, and the day if there is one.
 */
final class ManyAuthorizations {
  private static final int MOST_BYTES = 64 * 1024 * 1024;
  private static final String FORM =
      "Give CSV with a first line name,region,token (and authorized, the day, if you know it), or a JSON list of"
          + " objects with these names.";

  private ManyAuthorizations() {}

  /** One line or object, and its place, such as {@code line 7}. */
  record Entry(
      String place, Authorization authorization, Secret token, Optional<LocalDate> authorized) {
    StoreAuthorization.Request request(boolean dryRun) {
      return new StoreAuthorization.Request(authorization, token, authorized, false, dryRun);
    }
  }

  /** Reads all of them. */
  static List<Entry> read(Path source) throws IOException {
    String text = TypedText.read(source, MOST_BYTES).strip();
    List<Entry> all = text.startsWith("[") ? ofJson(text) : ofCsv(text);
    Set<Authorization> seen = new HashSet<>();
    for (Entry entry : all) {
      if (!seen.add(entry.authorization())) {
        throw new IllegalArgumentException(
            entry.place() + " names " + entry.authorization() + " once more; nothing was stored");
      }
    }
    return all;
  }

  private static List<Entry> ofJson(String text) {
    JsonNode root;
    try {
      root =
          new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).readTree(text);
    } catch (JsonProcessingException _) {
      // Without the cause, which quotes the text.
      throw new IllegalArgumentException("the input is not JSON. " + FORM);
    }
    List<Entry> all = new ArrayList<>();
    for (JsonNode one : root) {
      Map<String, String> fields = new HashMap<>();
      one.forEachEntry(
          (name, value) -> fields.put(name.toLowerCase(Locale.ROOT), value.asText("")));
      all.add(entry("entry " + (all.size() + 1), fields));
    }
    return all;
  }

  private static List<Entry> ofCsv(String text) {
    List<String> lines = text.lines().toList();
    String first = lines.isEmpty() ? "" : lines.getFirst().toLowerCase(Locale.ROOT);
    String separator = first.contains(";") ? ";" : first.contains("\t") ? "\t" : ",";
    List<String> header = cells("line 1", first, separator);
    if (!header.containsAll(List.of("name", "region", "token"))) {
      throw new IllegalArgumentException("the first line does not name the columns. " + FORM);
    }
    List<Entry> all = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      String place = "line " + (i + 1);
      List<String> cells = cells(place, lines.get(i), separator);
      if (cells.stream().allMatch(String::isEmpty)) {
        continue; // spreadsheets end so
      }
      Map<String, String> fields = new HashMap<>();
      for (int column = 0; column < Math.min(header.size(), cells.size()); column++) {
        fields.put(header.get(column), cells.get(column));
      }
      all.add(entry(place, fields));
    }
    return all;
  }

  /** Quotation marks are left out: none of the cells that count has one. */
  private static List<String> cells(String place, String line, String separator) {
    if (line.chars().filter(c -> c == '"').count() % 2 == 1) {
      throw new IllegalArgumentException(
          place + " has a quotation mark that does not end; nothing was stored");
    }
    String outsideOfMarks = separator + "(?=(?:[^\"]*+\"[^\"]*+\")*+[^\"]*+$)";
    return Stream.of(line.split(outsideOfMarks, -1))
        .map(cell -> cell.replace("\"", "").strip())
        .toList();
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
      Optional<LocalDate> day =
          Optional.of(field(fields, "authorized")).filter(d -> !d.isEmpty()).map(LocalDate::parse);
      return new Entry(place, authorization, Secret.of(token), day);
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
