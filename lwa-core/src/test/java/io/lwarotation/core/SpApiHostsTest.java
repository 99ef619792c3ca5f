package io.lwarotation.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SpApiHostsTest {
  private static final URI STAND_IN = URI.create("http://127.0.0.1:8080");

  @ParameterizedTest
  @CsvSource({
    "https://sellingpartnerapi-na.amazon.com, NA, NA, https://sellingpartnerapi-na.amazon.com",
    "https://sellingpartnerapi-na.amazon.com, NA, EU, https://sellingpartnerapi-eu.amazon.com",
    "https://SellingPartnerAPI-EU.amazon.com/, EU, FE, https://sellingpartnerapi-fe.amazon.com",
    "https://sandbox.sellingpartnerapi-fe.amazon.com, FE, EU,"
        + " https://sandbox.sellingpartnerapi-eu.amazon.com"
  })
  void besideAHostOfAmazonsTheOthersAreAmazons(
      URI home, SpApiRegion own, SpApiRegion asked, String expected) {
    SpApiHosts hosts = new SpApiHosts(home, Map.of());

    assertEquals(Optional.of(own), hosts.region());
    assertEquals(Optional.of(URI.create(expected)), hosts.of(asked));
    assertEquals(expected.contains("sandbox"), hosts.isSandbox());
  }

  @Test
  void besideAStandInNoHostOfAmazonsIsKnown() {
    SpApiHosts hosts =
        new SpApiHosts(STAND_IN, Map.of(SpApiRegion.EU, URI.create("http://127.0.0.1:8081")));

    assertEquals(Optional.empty(), hosts.of(SpApiRegion.NA));
    assertEquals(Optional.of(URI.create("http://127.0.0.1:8081")), hosts.of(SpApiRegion.EU));
    assertEquals(Optional.empty(), hosts.region());
    assertFalse(hosts.isSandbox());
  }

  @Test
  void aStandInsRegionIsTheOneWhoseVariableNamesIt() {
    assertEquals(
        Optional.of(SpApiRegion.FE),
        new SpApiHosts(STAND_IN, Map.of(SpApiRegion.FE, STAND_IN)).region());
    assertEquals("SP_API_ENDPOINT_FE", SpApiRegion.FE.variable());
  }
}
