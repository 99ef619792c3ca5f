package io.lwarotation.adapter.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.notice.Notice;
import io.lwarotation.core.rotation.RotationEvents.ClientSecretRotated;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;

/** What people and programs are told: notices over SNS, events over EventBridge. */
class AnnouncementsTest {
  private static final String TOPIC = "arn:aws:sns:us-east-1:123456789012:notices";
  private static final Deadline SOON =
      Deadline.in(Duration.ofSeconds(10), InstantSource.fixed(Instant.EPOCH));
  private static final ClientSecretRotated ROTATED =
      new ClientSecretRotated(
          "my-erp",
          "/my-erp/lwa/clientsecret",
          8,
          Instant.parse("2026-12-07T22:09:17.198Z"),
          Instant.parse("2026-06-17T22:09:17.180Z"));

  private final SnsClient sns = mock(SnsClient.class);
  private final EventBridgeClient bus = mock(EventBridgeClient.class);

  private PublishRequest published(Notice notice) {
    when(sns.publish(any(PublishRequest.class))).thenReturn(PublishResponse.builder().build());
    new SnsNotices(sns, TOPIC).publish(notice, SOON);
    ArgumentCaptor<PublishRequest> sent = ArgumentCaptor.captor();
    verify(sns).publish(sent.capture());
    return sent.getValue();
  }

  @Test
  void aNoticeIsAMailWithASubjectAndAShortSms() {
    PublishRequest sent =
        published(
            new Notice("my-erp: stored", "All is \"well\".", "my-erp: stored. See the e-mail."));

    assertEquals(TOPIC, sent.topicArn());
    assertEquals("my-erp: stored", sent.subject());
    assertEquals("json", sent.messageStructure());
    assertEquals(
        "{\"default\":\"All is \\\"well\\\".\",\"sms\":\"my-erp: stored. See the e-mail.\",\"https\":"
            + "\"{\\\"version\\\":\\\"1.0\\\",\\\"source\\\":\\\"custom\\\",\\\"content\\\":{\\\"textType\\\":"
            + "\\\"client-markdown\\\",\\\"title\\\":\\\"my-erp: stored\\\",\\\"description\\\":"
            + "\\\"All is \\\\\\\"well\\\\\\\".\\\"}}\"}",
        sent.message());
  }

  @Test
  void aSubjectIsOneLineOfAsciiUnderAHundredCharacters() {
    String subject =
        published(new Notice(" \nmy-erp:\r\nü" + "x".repeat(200), "text", "sms")).subject();

    assertEquals(99, subject.length());
    assertTrue(subject.startsWith("my-erp: uex"), subject);
  }

  @Test
  void theEventIsTheOneThatOtherProgramsRelyOn() {
    when(bus.putEvents(any(PutEventsRequest.class)))
        .thenReturn(PutEventsResponse.builder().failedEntryCount(0).build());

    new EventBridgeRotationEvents(bus).put(ROTATED, SOON);

    ArgumentCaptor<PutEventsRequest> sent = ArgumentCaptor.captor();
    verify(bus).putEvents(sent.capture());
    assertEquals(1, sent.getValue().entries().size());
    PutEventsRequestEntry entry = sent.getValue().entries().getFirst();
    assertEquals("lwa.rotation", entry.source());
    assertEquals("LWA Client Secret Rotated", entry.detailType());
    assertNull(entry.eventBusName());
    assertEquals(
        "{\"app\":\"my-erp\",\"parameter\":\"/my-erp/lwa/clientsecret\",\"version\":8,"
            + "\"expiresAt\":\"2026-12-07T22:09:17.198Z\",\"oldSecretExpiresAt\":\"2026-06-17T22:09:17.180Z\"}",
        entry.detail());
  }

  @Test
  void anEventThatTheBusDidNotTakeIsAFailureThoughTheAnswerIs200() {
    when(bus.putEvents(any(PutEventsRequest.class)))
        .thenReturn(
            PutEventsResponse.builder()
                .failedEntryCount(1)
                .entries(PutEventsResultEntry.builder().errorCode("InternalFailure").build())
                .build());

    StoreException failure =
        assertThrows(
            StoreException.class, () -> new EventBridgeRotationEvents(bus).put(ROTATED, SOON));

    assertEquals(StoreException.Kind.UNREACHABLE, failure.kind());
    assertTrue(String.valueOf(failure.getMessage()).contains("InternalFailure"));
  }
}
