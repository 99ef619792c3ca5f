package io.lwarotation.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RedactionTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "amzn1.oa2-cs.v1.MARKER-EXAMPLE",
        "Atza|MARKER-EXAMPLE",
        "Atzr|MARKER-EXAMPLE",
        "AKIAMARKEREXAMPLE1234",
        "ASIAMARKEREXAMPLE1234",
        "client_secret=MARKER-EXAMPLE",
        "\"refresh_token\":\"MARKER-EXAMPLE\"",
        "Authorization: Bearer MARKER-EXAMPLE",
        "X-Amz-Security-Token: MARKER-EXAMPLE",
        "arn:aws:secretsmanager:us-east-1:123456789012:secret:MARKER-EXAMPLE",
        "wJalrXUtnFEMI/K7MARKER/bPxRfiCYEXAMPLEKEY1"
      })
  void whatLooksLikeACredentialIsTakenOut(String credential) {
    assertFalse(
        Redaction.of("It said '" + credential + "' there.").contains("MARKER"),
        () -> Redaction.of(credential));
  }

  @Test
  void aSentenceStaysAsItIs() {
    String sentence =
        "The stack lwa-my-erp cannot be read (AccessDenied): you lack the right"
            + " cloudformation:DescribeStacks on arn:aws:sns:us-east-1:123456789012:lwa-my-erp-Topic";
    assertEquals(sentence, Redaction.of(sentence));
  }
}
