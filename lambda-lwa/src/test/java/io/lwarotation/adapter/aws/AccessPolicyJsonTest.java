package io.lwarotation.adapter.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.lwarotation.core.rotation.AccessPolicy.Ruling;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessPolicyJsonTest {
  private static final String QUEUE = "arn:aws:sqs:us-east-1:123456789012:new-secret";
  private static final String ALLOW =
      """
      {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::437568002678:root"},
       "Action":["sqs:SendMessage","sqs:GetQueueAttributes"],
       "Resource":"arn:aws:sqs:us-east-1:123456789012:new-secret"}""";

  private static Ruling ruling(String... statements) {
    return rulingOf(
        "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}");
  }

  private static Ruling rulingOf(String policy) {
    return AccessPolicyJson.read(policy).ruling("437568002678", "sqs:SendMessage", QUEUE);
  }

  @Test
  void readsThePolicyThatTheStackMakes() {
    assertEquals(
        Ruling.ADMITTED,
        ruling(
            ALLOW,
            """
            {"Effect":"Deny","Principal":{"AWS":"*"},"Action":"sqs:*","Resource":"*",
             "Condition":{"Bool":{"aws:SecureTransport":"false"}}}"""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"",
        "\"Sid\":\"s\",\"Principal\":{\"AWS\":[\"123456789012\",\"437568002678\"]},\"Action\":\"SQS:Send*\",\"Resource\":[\"*\"]"
      })
  void readsEveryFormOfAPlainAllow(String body) {
    assertEquals(Ruling.ADMITTED, ruling("{\"Effect\":\"Allow\"," + body + "}"));
    assertEquals(Ruling.DENIED, ruling(ALLOW, "{\"Effect\":\"Deny\"," + body + "}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"Principal\":7,\"Action\":\"*\",\"Resource\":\"*\"",
        "\"Action\":\"*\",\"Resource\":\"*\"",
        "\"Principal\":{\"AWS\":{}},\"Action\":\"*\",\"Resource\":\"*\"",
        "\"Principal\":{\"Service\":\"events.amazonaws.com\"},\"Action\":\"*\",\"Resource\":\"*\"",
        "\"Principal\":\"*\",\"NotPrincipal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"",
        "\"NotPrincipal\":{\"AWS\":\"123456789012\"},\"Action\":\"*\",\"Resource\":\"*\"",
        "\"Principal\":\"*\",\"NotAction\":\"sqs:DeleteQueue\",\"Resource\":\"*\"",
        "\"Principal\":\"*\",\"Action\":{},\"Resource\":\"*\"",
        "\"Principal\":\"*\",\"Resource\":\"*\"",
        "\"Principal\":\"*\",\"Action\":\"*\"",
        "\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":[]",
        "\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"true\"}}",
        "\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"IpAddress\":{\"aws:SourceIp\":\"10.0.0.0/8\"}}"
      })
  void whatIsNotUnderstoodAdmitsNobodyAndDeniesAll(String body) {
    assertEquals(Ruling.NOT_ALLOWED, ruling("{\"Effect\":\"Allow\"," + body + "}"));
    assertEquals(Ruling.DENIED, ruling(ALLOW, "{\"Effect\":\"Deny\"," + body + "}"));
    assertEquals(Ruling.DENIED, ruling(ALLOW, "{\"Effect\":\"deny\"," + body + "}"));
  }

  @Test
  void readsASingleStatementWithoutAList() {
    assertEquals(Ruling.ADMITTED, rulingOf("{\"Statement\":" + ALLOW + "}"));
  }

  @Property(tries = 300)
  void whatIsNoPolicyAdmitsNobody(@ForAll byte[] bytes) {
    assertNotEquals(Ruling.ADMITTED, rulingOf(new String(bytes, StandardCharsets.UTF_8)));
  }
}
