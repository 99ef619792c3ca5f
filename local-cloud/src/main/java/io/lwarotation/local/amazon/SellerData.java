package io.lwarotation.local.amazon;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.http.Request;
import io.lwarotation.local.http.Response;
import java.util.Map;

/** What sellers' operations answer: made up, but in the form of SP-API's models. */
final class SellerData {
  static final String ORDER_ID = "902-3159896-1390916";

  private SellerData() {}

  static Response marketplaceParticipations(Request request, Application application) {
    Region region = application.sellerRegion();
    ObjectNode body = AmazonReplies.JSON.createObjectNode();
    ObjectNode item = body.putArray("payload").addObject();
    item.putObject("marketplace")
        .put("id", region.marketplaceId())
        .put("name", region.marketplaceName())
        .put("countryCode", region.countryCode())
        .put("defaultCurrencyCode", region.currencyCode())
        .put("defaultLanguageCode", region.languageCode())
        .put("domainName", region.domainName());
    item.putObject("participation").put("isParticipating", true).put("hasSuspendedListings", false);
    item.put("storeName", "EXAMPLE Store");
    return ok(body);
  }

  static Response orders(Request request, Application application) {
    Map<String, String> query = request.queryParameters();
    if (!query.containsKey("MarketplaceIds")) {
      return missing("MarketplaceIds");
    }
    if (!query.containsKey("CreatedAfter") && !query.containsKey("LastUpdatedAfter")) {
      return missing("CreatedAfter or LastUpdatedAfter");
    }
    ObjectNode body = AmazonReplies.JSON.createObjectNode();
    ArrayNode orders = body.putObject("payload").putArray("Orders");
    fillOrder(orders.addObject(), application);
    return ok(body);
  }

  static Response order(Request request, Application application) {
    if (!Operation.lastPart(request).equals(ORDER_ID)) {
      return notFound("order");
    }
    ObjectNode body = AmazonReplies.JSON.createObjectNode();
    fillOrder(body.putObject("payload"), application);
    return ok(body);
  }

  private static void fillOrder(ObjectNode order, Application application) {
    order
        .put("AmazonOrderId", ORDER_ID)
        .put("PurchaseDate", "2026-06-01T10:00:00Z")
        .put("LastUpdateDate", "2026-06-02T10:00:00Z")
        .put("OrderStatus", "Shipped")
        .put("MarketplaceId", application.sellerRegion().marketplaceId());
    order
        .putObject("OrderTotal")
        .put("CurrencyCode", application.sellerRegion().currencyCode())
        .put("Amount", "19.99");
    order.putObject("BuyerInfo").put("BuyerEmail", "buyer-EXAMPLE@marketplace.example");
  }

  static Response inventory(Request request, Application application) {
    Map<String, String> query = request.queryParameters();
    for (String name : new String[] {"granularityType", "granularityId", "marketplaceIds"}) {
      if (!query.containsKey(name)) {
        return missing(name);
      }
    }
    ObjectNode body = AmazonReplies.JSON.createObjectNode();
    ObjectNode payload = body.putObject("payload");
    payload.putObject("granularity").put("granularityType", "Marketplace");
    payload
        .putArray("inventorySummaries")
        .addObject()
        .put("asin", "B00EXAMPLE")
        .put("sellerSku", "SKU-EXAMPLE")
        .put("condition", "NewItem")
        .put("totalQuantity", 12);
    return ok(body);
  }

  static Response catalogItem(Request request, Application application) {
    if (!request.queryParameters().containsKey("marketplaceIds")) {
      return missing("marketplaceIds");
    }
    if (!Operation.lastPart(request).equals("B00EXAMPLE")) {
      return notFound("item");
    }
    return ok(AmazonReplies.JSON.createObjectNode().put("asin", "B00EXAMPLE"));
  }

  static Response destinations(Request request, Application application) {
    ObjectNode body = AmazonReplies.JSON.createObjectNode();
    ObjectNode destination = body.putArray("payload").addObject();
    destination.put("name", "EXAMPLE").put("destinationId", "destination-EXAMPLE");
    destination
        .putObject("resource")
        .putObject("sqs")
        .put("arn", "arn:aws:sqs:us-east-1:123456789012:EXAMPLE");
    return ok(body);
  }

  private static Response ok(ObjectNode body) {
    return Response.json(200, body.toString());
  }

  private static Response missing(String parameter) {
    return AmazonReplies.spApiError(
        400, "InvalidInput", "Missing required parameter: " + parameter + ".", "");
  }

  private static Response notFound(String what) {
    return AmazonReplies.spApiError(404, "NotFound", "The " + what + " does not exist.", "");
  }
}
