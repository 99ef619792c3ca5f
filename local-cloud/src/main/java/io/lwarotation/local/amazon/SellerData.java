package io.lwarotation.local.amazon;

import io.lwarotation.local.http.Request;
import io.lwarotation.local.http.Response;
import java.util.Set;

/** What operations answer: made up, but in the form of SP-API's models. */
record SellerData(Region region) {

  Response marketplaceParticipations(Request request, Application application) {
    return Response.json(
        200,
        """
        {"payload":[{"marketplace":%s,\
        "participation":{"isParticipating":true,"hasSuspendedListings":false},\
        "storeName":"EXAMPLE Store"}]}"""
            .formatted(region.marketplace()));
  }

  Response orders(Request request, Application application) {
    Set<String> query = request.queryParameters().keySet();
    if (!query.contains("MarketplaceIds")) {
      return missing("MarketplaceIds");
    }
    if (!query.contains("CreatedAfter") && !query.contains("LastUpdatedAfter")) {
      return missing("CreatedAfter or LastUpdatedAfter");
    }
    return Response.json(200, "{\"payload\":{\"Orders\":[" + order("902-3159896-1390916") + "]}}");
  }

  Response order(Request request, Application application) {
    String id = request.path().substring(request.path().lastIndexOf('/') + 1);
    return Response.json(200, "{\"payload\":" + order(id) + "}");
  }

  private String order(String id) {
    return """
    {"AmazonOrderId":"%s","PurchaseDate":"2026-06-01T10:00:00Z",\
    "LastUpdateDate":"2026-06-02T10:00:00Z","OrderStatus":"Shipped","MarketplaceId":"%s",\
    "OrderTotal":{"CurrencyCode":"%s","Amount":"19.99"},\
    "BuyerInfo":{"BuyerEmail":"buyer-EXAMPLE@marketplace.example"}}"""
        .formatted(id, region.marketplaceId(), region.currency);
  }

  Response destinations(Request request, Application application) {
    return Response.json(
        200,
        """
        {"payload":[{"name":"EXAMPLE","destinationId":"destination-EXAMPLE",\
        "resource":{"sqs":{"arn":"arn:aws:sqs:us-east-1:123456789012:EXAMPLE"}}}]}""");
  }

  private static Response missing(String parameter) {
    return AmazonReplies.invalidInput("Missing required parameter: " + parameter + ".");
  }
}
