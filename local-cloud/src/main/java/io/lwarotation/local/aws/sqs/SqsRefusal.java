package io.lwarotation.local.aws.sqs;

import io.lwarotation.local.aws.wire.AwsException;

/** SQS's refusals: the code in JSON, and the one of the old protocol that clients still show. */
enum SqsRefusal {
  ACCESS_DENIED(403, "AccessDeniedException", "AccessDenied", "%s"),
  CONTENTS(400, "InvalidMessageContents", "InvalidMessageContents", "Invalid characters found."),
  HANDLE(
      400,
      "ReceiptHandleIsInvalid",
      "ReceiptHandleIsInvalid",
      "The input receipt handle is invalid."),
  NAME_EXISTS(
      400,
      "QueueNameExists",
      "QueueAlreadyExists",
      "A queue already exists with the same name and a different value for attribute %s"),
  NO_QUEUE(
      400,
      "QueueDoesNotExist",
      "AWS.SimpleQueueService.NonExistentQueue",
      "The specified queue does not exist."),
  NO_SOURCE(
      404,
      "ResourceNotFoundException",
      "ResourceNotFoundException",
      "The resource that you specified for the SourceArn parameter doesn't exist."),
  VALUE(
      400, "InvalidAttributeValue", "InvalidAttributeValue", "Invalid value for the parameter %s.");

  private final int status;
  private final String code;
  private final String queryCode;
  private final String message;

  SqsRefusal(int status, String code, String queryCode, String message) {
    this.status = status;
    this.code = code;
    this.queryCode = queryCode;
    this.message = message;
  }

  AwsException of(Object... about) {
    return new AwsException(
        status, "com.amazonaws.sqs#" + code, queryCode, message.formatted(about));
  }
}
