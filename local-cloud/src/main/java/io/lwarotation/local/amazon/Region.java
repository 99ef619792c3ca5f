package io.lwarotation.local.amazon;

/** SP-API's regions, each with the marketplace its sellers here sell in. */
public enum Region {
  NA("ATVPDKIKX0DER", "Amazon.com", "US", "USD", "en_US", "www.amazon.com"),
  EU("A1PA6795UKMFR9", "Amazon.de", "DE", "EUR", "de_DE", "www.amazon.de"),
  FE("A1VC38T7YXB528", "Amazon.co.jp", "JP", "JPY", "ja_JP", "www.amazon.co.jp");

  final String marketplaceId;
  final String marketplaceName;
  final String countryCode;
  final String currencyCode;
  final String languageCode;
  final String domainName;

  Region(
      String marketplaceId,
      String marketplaceName,
      String countryCode,
      String currencyCode,
      String languageCode,
      String domainName) {
    this.marketplaceId = marketplaceId;
    this.marketplaceName = marketplaceName;
    this.countryCode = countryCode;
    this.currencyCode = currencyCode;
    this.languageCode = languageCode;
    this.domainName = domainName;
  }

  /** Amazon's id of the marketplace. */
  public String marketplaceId() {
    return marketplaceId;
  }
}
