package io.lwarotation.local.amazon;

import io.lwarotation.local.http.Request;
import io.lwarotation.local.http.Response;
import java.util.List;
import java.util.Map;

/** What sellers' operations answer: made up, but in the form of SP-API's models. */
final class SellerData {
  static final String ORDER_ID = "902-3159896-1390916";

  private SellerData() {}

  static Response marketplaceParticipations(Request request, Application application) {
    Region region = application.sellerRegion();
    return Response.json(
        200,
        """
        {"payload":[{"marketplace":{"id":"%s","name":"%s","countryCode":"%s",\
        "defaultCurrencyCode":"%s","defaultLanguageCode":"%s","domainName":"%s"},\
        "participation":{"isParticipating":true,"hasSuspendedListings":false},\
        "storeName":"EXAMPLE Store"}]}"""
            .formatted(
                region.marketplaceId,
                region.marketplaceName,
                region.countryCode,
                region.currencyCode,
                region.languageCode,
                region.domainName));
  }

  static Response orders(Request request, Application application) {
    Map<String, String> query = request.queryParameters();
    if (!query.containsKey("MarketplaceIds")) {
      return missing("MarketplaceIds");
    }
    if (!query.containsKey("CreatedAfter") && !query.containsKey("LastUpdatedAfter")) {
      return missing("CreatedAfter or LastUpdatedAfter");
    }
    return Response.json(200, "{\"payload\":{\"Orders\":[" + order(application) + "]}}");
  }

  static Response order(Request request, Application application) {
    return Operation.lastPart(request).equals(ORDER_ID)
        ? Response.json(200, "{\"payload\":" + order(application) + "}")
        : notFound("order");
  }

  private static String order(Application application) {
    Region region = application.sellerRegion();
    return """
    {"AmazonOrderId":"%s","PurchaseDate":"2026-06-01T10:00:00Z",\
    "LastUpdateDate":"2026-06-02T10:00:00Z","OrderStatus":"Shipped","MarketplaceId":"%s",\
    "OrderTotal":{"CurrencyCode":"%s","Amount":"19.99"},\
    "BuyerInfo":{"BuyerEmail":"buyer-EXAMPLE@marketplace.example"}}"""
        .formatted(ORDER_ID, region.marketplaceId, region.currencyCode);
  }

  static Response inventory(Request request, Application application) {
    Map<String, String> query = request.queryParameters();
    for (String name : List.of("granularityType", "granularityId", "marketplaceIds")) {
      if (!query.containsKey(name)) {
        return missing(name);
      }
    }
    return Response.json(
        200,
        """
        {"payload":{"granularity":{"granularityType":"Marketplace"},"inventorySummaries":[\
        {"asin":"B00EXAMPLE","sellerSku":"SKU-EXAMPLE","condition":"NewItem","totalQuantity":12}]}}""");
  }

  static Response catalogItem(Request request, Application application) {
    if (!request.queryParameters().containsKey("marketplaceIds")) {
      return missing("marketplaceIds");
    }
    return Operation.lastPart(request).equals("B00EXAMPLE")
        ? Response.json(200, "{\"asin\":\"B00EXAMPLE\"}")
        : notFound("item");
  }

  static Response destinations(Request request, Application application) {
    return Response.json(
        200,
        """
        {"payload":[{"name":"EXAMPLE","destinationId":"destination-EXAMPLE",\
        "resource":{"sqs":{"arn":"arn:aws:sqs:us-east-1:123456789012:EXAMPLE"}}}]}""");
  }

  private static Response missing(String parameter) {
    return AmazonReplies.spApiError(
        400, "InvalidInput", "Missing required parameter: " + parameter + ".", "");
  }

  private static Response notFound(String what) {
    return AmazonReplies.spApiError(404, "NotFound", "The " + what + " does not exist.", "");
  }
}
