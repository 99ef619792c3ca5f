package io.lwarotation.cli.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sns.model.Subscription;

final class SubscriptionsTest {
  @ParameterizedTest
  @CsvSource({
    "email, you@example.com, email you@example.com",
    "sms, +15550100000, sms +15550100000",
    "https, https://events.example.com/integration/KEYEXAMPLE/enqueue, https events.example.com",
    "https, https://events.example.com?key=KEYEXAMPLE, https events.example.com",
    "https, https://me:KEYEXAMPLE@events.example.com/, https events.example.com",
    "http, http://events.example.com:8080/KEYEXAMPLE, http events.example.com",
    "https, https://me:KEY/EXAMPLE@events.example.com/, https …",
    "https, https://events.example.com/KEY EXAMPLE, https …"
  })
  void showsNoKeyOfAWebhook(String protocol, String endpoint, String shown) {
    Subscription one = Subscription.builder().protocol(protocol).endpoint(endpoint).build();

    assertEquals(shown, Subscriptions.shown(one));
  }
}
