package io.lwarotation.local.aws;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where engines are known to be wrong: by the name of the contract's test, the file of the engine's
 * source that is at fault and what it does. The contract itself names AWS's documentation.
 *
 * @see <a href="https://pypi.org/project/ministack/">ministack</a>
 * @see <a href="https://github.com/localstack/localstack/tree/v4.14.0">LocalStack</a>
 * @see <a href="https://github.com/getmoto/moto">moto</a>
 */
final class EngineDifferences {
  private EngineDifferences() {}

  static Map<String, String> of(Engine.Name engine) {
    return switch (engine) {
      case LOCALSTACK -> LOCALSTACK;
      case MINISTACK -> MINISTACK;
      case MOTO -> MOTO;
    };
  }

  private static final Map<String, String> MINISTACK =
      table(
          """
          answersSortedByNameNotInTheOrderAsked | ssm.py answers in the order asked
          refusesMoreThanTenNames | ssm.py takes any number of names
          refusesWhatItsTierCannotStore | ssm.py takes any value, policy and tier
          usesNoDisabledKey | ssm.py asks no key
          saysWhichVersionItDoesNotFind | ssm.py words it otherwise
          refusesASubjectOfMoreThanOneLine | sns.py does not look at subjects
          refusesASubjectOfMoreThanAHundredCharacters | sns.py does not look at subjects
          waitsForAPersonToConfirmAMailSubscription | sns.py asks nobody to confirm
          unsubscribesByArnOnly | sns.py looks an ARN up and does not check it
          takesNoPolicyThatIsNotJson | sns.py does not read policies
          movesNothingFromAQueueThatIsNotThere | sqs.py has no StartMessageMoveTask
          takesTargetsOfPlainIdsOnly | eventbridge.py takes any id
          bringsEventsToTopics | eventbridge.py sends a topic no whole event
          rotatesNoDisabledKey | kms.py does not look at the key's state
          saysWhichLabelItDoesNotFind | ssm.py words it otherwise
          deletesNoRuleThatHasTargets | eventbridge.py deletes the targets with the rule
          givesAKeyNoAliasWithoutThePrefix | kms.py words it otherwise
          purgesAQueueOnceInAMinute | sqs.py purges at any time
          """);

  private static final Map<String, String> LOCALSTACK =
      table(
          """
          answersSortedByNameNotInTheOrderAsked | as moto, on which it is built
          takesTargetsOfPlainIdsOnly | takes any id
          takesNoPolicyThatIsNotJson | does not read policies
          waitsForAPersonToConfirmAMailSubscription | asks nobody to confirm
          refusesWhatItsTierCannotStore | as moto, on which it is built
          showsNoSecretWithoutDecryption | as moto, on which it is built
          tellsWhichVersionWasAskedFor | as moto, on which it is built
          usesNoDisabledKey | as moto, on which it is built
          takesNoEventInTheNameOfAws | as moto, on which it is built
          refusesASubjectOfMoreThanOneLine | as moto, on which it is built
          refusesASubjectOfMoreThanAHundredCharacters | does not look at the length of subjects
          saysWhichLabelItDoesNotFind | as moto, on which it is built
          purgesAQueueOnceInAMinute | purges at any time unless told otherwise
          """);

  private static final Map<String, String> MOTO =
      table(
          """
          answersSortedByNameNotInTheOrderAsked | ssm/models.py answers in any order
          bringsEventsToTopics | events/models.py answers 501 for rules to topics
          movesNothingFromAQueueThatIsNotThere | sqs/responses.py has no StartMessageMoveTask
          refusesASubjectOfMoreThanOneLine | sns/models.py looks at the length of subjects only
          refusesWhatItsTierCannotStore | ssm/models.py takes any value, policy and tier
          rotatesNoDisabledKey | kms/models.py does not look at the key's state
          showsNoSecretWithoutDecryption | ssm/models.py shows the value with a prefix
          takesEventsForABusThatIsNotThere | events/models.py fails
          takesNoEventInTheNameOfAws | events/models.py takes events in the name of AWS
          takesNoPolicyThatIsNotJson | sns/models.py fails
          takesTargetsOfPlainIdsOnly | events/models.py takes any id
          tellsWhichVersionWasAskedFor | ssm/models.py answers no selector
          unsubscribesByArnOnly | sns/models.py looks an ARN up and does not check it
          usesNoDisabledKey | ssm/models.py asks no key
          waitsForAPersonToConfirmAMailSubscription | sns/models.py asks nobody to confirm
          givesAKeyNoAliasWithoutThePrefix | kms/responses.py words it otherwise
          saysWhichLabelItDoesNotFind | ssm/responses.py takes an unknown label for an unknown parameter
          """);

  private static Map<String, String> table(String rows) {
    return rows.lines()
        .map(row -> row.split(" \\| ", 2))
        .collect(Collectors.toMap(row -> row[0], row -> row[1]));
  }
}
