package io.lwarotation.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialShapeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '§',
      value = {
        "CLIENT_ID;amzn1.sp.solution.EXAMPLE;looks like an application id",
        "CLIENT_ID;amzn1.oa2-cs.v1.EXAMPLE;looks like a client secret",
        "CLIENT_ID;Atzr|EXAMPLE;looks like a refresh token",
        "CLIENT_ID;\"amzn1.application-oa2-client.EXAMPLE\";has quotation marks",
        "CLIENT_SECRET;amzn1.application-oa2-client.EXAMPLE;looks like a client id",
        "CLIENT_SECRET;amzn1.sp.solution.EXAMPLE;looks like an application id",
        "CLIENT_SECRET;Atzr|EXAMPLE;looks like a refresh token",
        "CLIENT_SECRET;Atza|EXAMPLE;looks like an access token",
        "CLIENT_SECRET;AKIAEXAMPLEEXAMPLE00;looks like an access key id of AWS",
        "CLIENT_SECRET;'amzn1.oa2-cs.v1.EXAMPLE';has quotation marks",
        "CLIENT_SECRET;“amzn1.oa2-cs.v1.EXAMPLE”;has quotation marks",
        "CLIENT_SECRET;amzn1.oa2-cs.v1.EX AMPLE;holds a space",
        "CLIENT_SECRET;\uFEFFamzn1.oa2-cs.v1.EXAMPLE;another character",
        "REFRESH_TOKEN;Atza|EXAMPLE;looks like an access token",
        "REFRESH_TOKEN;Atzr%7CEXAMPLE;has %7C where | belongs",
        "REFRESH_TOKEN;atzr%7cEXAMPLE;has %7C where | belongs",
        "REFRESH_TOKEN;amzn1.oa2-cs.v1.EXAMPLE;looks like a client secret",
        "REFRESH_TOKEN;amzn1.application-oa2-client.EXAMPLE;looks like a client id",
        "REFRESH_TOKEN;Atzr|EX\u200BAMPLE;another character",
        "REFRESH_TOKEN;§§;is empty",
        "CLIENT_SECRET;client_secret=amzn1.oa2-cs.v1.EXAMPLE;has something before it",
        "CLIENT_ID;clientId:amzn1.application-oa2-client.EXAMPLE;has something before it",
        "REFRESH_TOKEN;Bearer+Atza|EXAMPLE;has something before it",
        "REFRESH_TOKEN;ATZA|EXAMPLE;looks like an access token",
        "REFRESH_TOKEN;Atzr\\|EXAMPLE;has no | after",
        "REFRESH_TOKEN;AtzrEXAMPLE;has no | after",
        "REFRESH_TOKEN;Atzr;has no | after",
        "REFRESH_TOKEN;Atzr|EXAMPLE,;has a sign around it",
        "CLIENT_ID;<amzn1.application-oa2-client.EXAMPLE>;has a sign around it",
        "CLIENT_ID;AMZN1.SP.SOLUTION.EXAMPLE;looks like an application id",
        "CLIENT_ID;amzn1.application.EXAMPLE;looks like an application id",
        "CLIENT_ID;NOT-SET;is still the placeholder",
        "CLIENT_SECRET;****************;is one character over and over",
        "CLIENT_SECRET;••••••••;is one character over and over",
        "CLIENT_SECRET;amzn1.oa2-cs.v1.EXAMPLE...;is cut off",
        "CLIENT_SECRET;amzn1.oa2-cs.v1.EXAMPLE…;is cut off",
        "CLIENT_SECRET;arn:aws:secretsmanager:us-east-1:123456789012:secret:EXAMPLE;looks like an ARN",
        "CLIENT_SECRET;https://sellercentral.amazon.com/EXAMPLE;looks like the address of a page",
      })
  void namesWhatATextLooksLike(CredentialShape shape, String text, String problem) {
    String said = shape.problem(text).orElseThrow();

    assertTrue(said.contains(problem), said);
    assertFalse(said.contains("EXAMPLE"), said);
  }

  @ParameterizedTest
  @CsvSource({
    "CLIENT_ID,amzn1.application-oa2-client.EXAMPLE",
    "CLIENT_SECRET,amzn1.oa2-cs.v1.EXAMPLE",
    "CLIENT_SECRET,0123456789abcdef0123456789abcdef0123456789abcdef0123456EXAMPLE",
    "REFRESH_TOKEN,Atzr|EXAMPLE",
    "REFRESH_TOKEN,EXAMPLE-without-a-prefix"
  })
  void takesWhatMayBeRight(CredentialShape shape, String text) {
    assertEquals(Optional.empty(), shape.problem(text));
  }
}
