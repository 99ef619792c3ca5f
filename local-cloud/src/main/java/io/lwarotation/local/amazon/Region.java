package io.lwarotation.local.amazon;

/** SP-API's regions, each with the marketplace its sellers here sell in. */
public enum Region {
  NA("ATVPDKIKX0DER", "com", "US", "USD", "en_US"),
  EU("A1PA6795UKMFR9", "de", "DE", "EUR", "de_DE"),
  FE("A1VC38T7YXB528", "co.jp", "JP", "JPY", "ja_JP");

  private final String marketplaceId;
  private final String domain;
  private final String country;
  final String currency;
  private final String language;

  Region(String marketplaceId, String domain, String country, String currency, String language) {
    this.marketplaceId = marketplaceId;
    this.domain = domain;
    this.country = country;
    this.currency = currency;
    this.language = language;
  }

  /** Amazon's id of the marketplace. */
  public String marketplaceId() {
    return marketplaceId;
  }

  /** As the Sellers API describes it. */
  String marketplace() {
    return """
    {"id":"%s","name":"Amazon.%s","countryCode":"%s","defaultCurrencyCode":"%s",\
    "defaultLanguageCode":"%s","domainName":"www.amazon.%2$s"}"""
        .formatted(marketplaceId, domain, country, currency, language);
  }
}
