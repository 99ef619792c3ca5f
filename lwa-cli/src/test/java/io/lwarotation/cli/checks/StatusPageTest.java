package io.lwarotation.cli.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

final class StatusPageTest {
  private static final Instant NOW = StatusScreenTest.NOW;

  private static String page(ApplicationStatus... all) {
    return new StatusPage("account 123456789012, region eu-west-1", NOW).of(List.of(all));
  }

  private static ApplicationStatus with(String app, Finding... findings) {
    return new ApplicationStatus(
        app,
        "remind",
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(findings).stream()
            .map(one -> new ApplicationStatus.Line(one.subject(), one))
            .toList());
  }

  /** The page is XML as well, so that a parser can say whether it is whole. */
  private static List<Element> elements(String page) throws Exception {
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(page)));
    NodeList nodes = document.getElementsByTagName("*");
    List<Element> all = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      all.add((Element) nodes.item(i));
    }
    return all;
  }

  private static List<String> texts(String page, String tag) throws Exception {
    return elements(page).stream()
        .filter(element -> element.getTagName().equals(tag))
        .map(element -> element.getTextContent().strip())
        .toList();
  }

  @Test
  void showsEachApplicationWithDaysFindingsAndNoticesInTheOrderGiven() throws Exception {
    String page =
        page(
            StatusScreenTest.status("late", 4, Verdict.BAD),
            StatusScreenTest.status("my-erp", 143, Verdict.OK));

    assertEquals(List.of("late remind", "my-erp remind"), texts(page, "h2"));
    List<Element> bars =
        elements(page).stream().filter(one -> one.getAttribute("role").equals("img")).toList();
    assertEquals(
        List.of("4 days left of 180", "143 days left of 180"),
        bars.stream().map(bar -> bar.getAttribute("aria-label")).toList());
    assertEquals(
        "width:80%", ((Element) bars.getLast().getFirstChild()).getAttribute("style"), page);
    assertTrue(texts(page, "li").contains("✗Secret: It is as it is. To do: do it"), page);
    assertTrue(texts(page, "li").contains("2026-09-30 21 days left"), page);
    assertTrue(texts(page, "p").contains("✗Act now"), page);
    assertEquals("As of 2026-06-01 00:00 UTC", texts(page, "time").getFirst());
  }

  @ParameterizedTest
  @CsvSource({"180, 100", "0, 0", "-20, 0", "1, 1", "400, 100"})
  void theBarNeverLeavesItsFrame(long days, int percent) {
    assertTrue(
        page(StatusScreenTest.status("a", days, Verdict.OK)).contains("width:" + percent + "%"));
  }

  @Test
  void whatOthersWroteStaysTextAndShowsNoCredential() throws Exception {
    String told = page(with("a", Finding.bad("has amzn1.oa2-cs.v1.abcEXAMPLE in it", "").of("b")));
    assertFalse(told.contains("EXAMPLE"), told);

    String nasty = "<script>alert('x')</script> & \"quotes\" <img src=//evil.example>";
    String page = page(with(nasty, Finding.bad(nasty, nasty).of(nasty)));

    assertEquals(nasty + " remind", texts(page, "h2").getFirst());
    Set<String> tags = new TreeSet<>();
    elements(page).forEach(element -> tags.add(element.getTagName()));
    assertFalse(tags.contains("script") || tags.contains("img") || tags.contains("link"), page);
  }

  @Test
  void needsNothingFromElsewhereAndHasNoScript() throws Exception {
    String page = page(StatusScreenTest.status("my-erp", 143, Verdict.OK));

    for (Element element : elements(page)) {
      for (String attribute : List.of("src", "href", "onload", "onclick", "srcset")) {
        assertFalse(element.hasAttribute(attribute), element::getTagName);
      }
    }
    assertFalse(page.contains("url(") || page.contains("@import") || page.contains("://"), page);
    assertTrue(page.contains("default-src 'none'"));
  }

  @Test
  void tellsWhatCouldNotBeReadAndAnEmptyListOfNotices() throws Exception {
    String page = page(with("gone", Finding.unknown("AWS did not answer", "").of("application")));

    assertTrue(texts(page, "li").contains("?Application: AWS did not answer."), page);
    assertEquals(List.of(), texts(page, "h3"));
  }

  @Test
  void parameterStoreCountsFromTheLastWriteAndTheWatchToTheEnd() {
    Instant written = NOW.minus(Duration.ofDays(100));
    List<UpcomingNotice> all =
        UpcomingNotice.all(
            StatusScreenTest.status("a", 60, Verdict.OK).state().orElseThrow().expiry(),
            Optional.of(written),
            150,
            NOW);

    assertEquals(
        List.of(
            "2026-07-01 30 days left",
            "2026-07-09 21 days left",
            "2026-07-16 14 days left",
            "2026-07-21 Parameter Store's reminder by mail and SMS",
            "2026-07-23 7 days left, then daily"),
        all.stream().map(due -> due.on() + " " + due.text()).toList());
  }
}
