package io.lwarotation.local.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.lwarotation.local.EndedProcess;
import io.lwarotation.local.MovableClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/** Python's SDK, and with it the AWS CLI, speaks its own dialects: LocalAws takes them too. */
final class BotoTest {
  private static final String PROGRAM =
      """
      import boto3
      ssm, kms, sns, sqs, events, cfn = (boto3.client(s) for s in
          ('ssm', 'kms', 'sns', 'sqs', 'events', 'cloudformation'))
      key = kms.create_key(Tags=[{'TagKey': 'app', 'TagValue': 'x'}])['KeyMetadata']['Arn']
      ssm.put_parameter(Name='/b', Value='secret-EXAMPLE', Type='SecureString', KeyId=key)
      ssm.put_parameter(Name='/a', Value='plain', Type='String')
      got = ssm.get_parameters(Names=['/b', '/c', '/a'], WithDecryption=True)
      assert [p['Value'] for p in got['Parameters']] == ['plain', 'secret-EXAMPLE']
      assert got['InvalidParameters'] == ['/c']
      topic = sns.create_topic(Name='t')['TopicArn']
      queue = sqs.create_queue(QueueName='q', Attributes={'VisibilityTimeout': '60'})['QueueUrl']
      sns.subscribe(TopicArn=topic, Protocol='sms', Endpoint='+15550100000')
      assert sns.publish(TopicArn=topic, Message='hello')['MessageId']
      sqs.send_message(QueueUrl=queue, MessageBody='x')
      message = sqs.receive_message(QueueUrl=queue)['Messages'][0]
      sqs.delete_message(QueueUrl=queue, ReceiptHandle=message['ReceiptHandle'])
      assert events.put_events(Entries=[{'Source': 'lwa.drill', 'DetailType': 'x', 'Detail': '{}'}]
          )['FailedEntryCount'] == 0
      assert cfn.describe_stacks()['Stacks'] == []
      import datetime
      day = datetime.datetime(2026, 6, 1, tzinfo=datetime.timezone.utc)
      points = boto3.client('cloudwatch').get_metric_statistics(Namespace='AWS/SNS',
          MetricName='NumberOfNotificationsDelivered', Dimensions=[{'Name': 'TopicName', 'Value': 't'}],
          StartTime=day, EndTime=day + datetime.timedelta(hours=1), Period=60, Statistics=['Sum'])['Datapoints']
      assert [(p['Timestamp'], p['Sum']) for p in points] == [(day, 1.0)], points
      assert boto3.client('sts').get_caller_identity()['Account'] == '123456789012'
      try:
          sqs.get_queue_url(QueueName='none')
          assert False
      except sqs.exceptions.QueueDoesNotExist:
          pass
      """;

  private static String run(Map<String, String> environment) throws Exception {
    ProcessBuilder builder = new ProcessBuilder("python3", "-c", PROGRAM);
    builder.environment().putAll(environment);
    try {
      EndedProcess program = EndedProcess.run(builder, Duration.ofMinutes(5));
      return program.exitCode() + program.output();
    } catch (IOException e) {
      throw new TestAbortedException("skipped: " + e.getMessage(), e);
    }
  }

  @Test
  void servesPythonsSdk() throws Exception {
    MovableClock clock = MovableClock.at(Instant.parse("2026-06-01T00:00:00Z"));
    try (LocalAws local = LocalAws.start(clock)) {
      Map<String, String> environment =
          Map.of(
              "AWS_ENDPOINT_URL",
              local.endpoint().toString(),
              "AWS_ACCESS_KEY_ID",
              LocalAws.ACCESS_KEY_ID,
              "AWS_SECRET_ACCESS_KEY",
              "EXAMPLE-secret-access-key",
              "AWS_DEFAULT_REGION",
              LocalAws.REGION);

      String ended = run(environment);
      assumeFalse(ended.contains("No module named 'boto3'"), "skipped: python3 has no boto3");
      assertEquals("0", ended);
      assertEquals(1, local.deliveries().size());
    }
  }
}
