package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.local.aws.iam.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every link between the documents leads somewhere, and every command in them is one. */
final class DocumentsTest {
  private static final Path ROOT = Project.home().toAbsolutePath().normalize();
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *$");
  private static final Pattern CODE = Pattern.compile("(?s)```.*?```|`[^`\n]*`");
  private static final Pattern COMMAND = Pattern.compile("\\./lwa ([a-z]+)");
  private static final Pattern LISTED =
      Pattern.compile("(?m)^  (?:\\./lwa )?([a-z]+)(?:, [a-z]+)* {2,}\\S");

  @Test
  void everyLinkLeadsToAFileAndAHeading() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path page : pages()) {
      String text = CODE.matcher(Files.readString(page)).replaceAll("");
      LINK.matcher(text)
          .results()
          .map(found -> found.group(1))
          .filter(Predicate.not(DocumentsTest::leadsOutside))
          .filter(Predicate.not(target -> leadsSomewhere(page, target)))
          .forEach(target -> broken.add(ROOT.relativize(page) + " -> " + target));
    }
    assertEquals(List.of(), broken);
  }

  @Test
  void everyCommandInTheDocumentsIsOneOfTheHelpPage() throws IOException, InterruptedException {
    String help = Command.run(Map.of(), "", List.of("--help")).output();
    Set<String> known =
        LISTED
            .matcher(help)
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertTrue(known.contains("put"), help);
    Set<String> unknown = new TreeSet<>();
    for (Path page : pages()) {
      COMMAND
          .matcher(Files.readString(page))
          .results()
          .map(found -> found.group(1))
          .filter(Predicate.not(known::contains))
          .forEach(name -> unknown.add(ROOT.relativize(page) + ": ./lwa " + name));
    }
    assertEquals(Set.of(), unknown);
  }

  @ParameterizedTest
  @CsvSource({
    "ssm:PutParameter, my-erp/authorizations/eu/acme, ALLOWED",
    "kms:Encrypt, my-erp/authorizations/eu/acme, ALLOWED",
    "ssm:GetParameters, my-erp/authorizations/eu/acme, IMPLICIT_DENY",
    "ssm:DeleteParameter, my-erp/authorizations/eu/acme, IMPLICIT_DENY",
    "kms:Decrypt, my-erp/authorizations/eu/acme, IMPLICIT_DENY",
    "ssm:PutParameter, my-erp/refreshToken, IMPLICIT_DENY",
    "kms:Encrypt, my-erp/lwa/clientsecret, IMPLICIT_DENY"
  })
  void theRoleOfAProgramThatOnboardsSellersMayWriteThemAndReadNothing(
      String action, String parameter, Policy.Decision decision) throws IOException {
    String page = Files.readString(ROOT.resolve("docs/authorizations.md"));
    Matcher policy = Pattern.compile("(?s)```json\n(\\{\"Version.*?)```").matcher(page);
    assertTrue(policy.find(), page);
    String arn = "arn:aws:ssm:REGION:ACCOUNT:parameter/" + parameter;

    assertEquals(
        decision,
        Policy.decide(
            List.of(Policy.ofRole(Answers.json(policy.group(1)))),
            action,
            action.startsWith("kms:") ? "KEY-ARN-FROM-THE-OUTPUTS" : arn,
            Map.of("kms:encryptioncontext:parameter_arn", List.of(arn))));
  }

  private static boolean leadsOutside(String target) {
    return target.startsWith("https://") || target.startsWith("mailto:");
  }

  private static boolean leadsSomewhere(Path page, String target) {
    int hash = target.indexOf('#');
    String file = hash < 0 ? target : target.substring(0, hash);
    Path folder = page.getParent();
    if (folder == null) {
      return false;
    }
    Path path = file.isEmpty() ? page : folder.resolve(file);
    return Files.exists(path) && (hash < 0 || anchors(path).contains(target.substring(hash + 1)));
  }

  /** As GitHub makes them of headings. */
  private static Set<String> anchors(Path page) {
    try {
      return HEADING
          .matcher(Files.readString(page).replaceAll("(?s)```.*?```", ""))
          .results()
          .map(found -> found.group(1).toLowerCase(Locale.ROOT))
          .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
          .collect(Collectors.toSet());
    } catch (IOException cause) {
      throw new AssertionError(cause);
    }
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages;
    try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
      pages = new ArrayList<>(files.filter(file -> file.toString().endsWith(".md")).toList());
    }
    try (Stream<Path> files = Files.list(ROOT)) {
      files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
    }
    assertTrue(pages.size() > 10, pages::toString);
    return pages;
  }
}
