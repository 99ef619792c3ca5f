package io.lwarotation.local.aws;

import java.util.Map;

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
      Map.ofEntries(
          Map.entry("answersSortedByNameNotInTheOrderAsked", "ssm.py answers in the order asked"),
          Map.entry("refusesMoreThanTenNames", "ssm.py takes any number of names"),
          Map.entry(
              "takesFourKilobytesOnTheStandardTierAndNotMore", "ssm.py takes values of any size"),
          Map.entry("usesNoDisabledKey", "ssm.py asks no key"),
          Map.entry(
              "refusesPoliciesOnTheStandardTier", "ssm.py does not look at the tier of policies"),
          Map.entry(
              "refusesToGoBackToTheStandardTier",
              "ssm.py lets a parameter go back to the standard tier"),
          Map.entry("refusesValuesThatNestAParameter", "ssm.py takes any value"),
          Map.entry("saysWhichVersionItDoesNotFind", "ssm.py words it otherwise"),
          Map.entry("saysWhichLabelItDoesNotFind", "ssm.py words it otherwise"),
          Map.entry("refusesASubjectOfMoreThanOneLine", "sns.py does not look at subjects"),
          Map.entry(
              "refusesASubjectOfMoreThanAHundredCharacters", "sns.py does not look at subjects"),
          Map.entry("waitsForAPersonToConfirmAMailSubscription", "sns.py asks nobody to confirm"),
          Map.entry("unsubscribesByArnOnly", "sns.py looks an ARN up and does not check it"),
          Map.entry("takesNoPolicyThatIsNotJson", "sns.py does not read policies"),
          Map.entry("movesNothingFromAQueueThatIsNotThere", "sqs.py has no StartMessageMoveTask"),
          Map.entry("takesTargetsOfPlainIdsOnly", "eventbridge.py takes any id"),
          Map.entry(
              "deletesNoRuleThatHasTargets", "eventbridge.py deletes the targets with the rule"),
          Map.entry("bringsEventsToTopics", "eventbridge.py sends a topic no whole event"),
          Map.entry("givesAKeyNoAliasWithoutThePrefix", "kms.py words it otherwise"),
          Map.entry("rotatesNoDisabledKey", "kms.py does not look at the key's state"));

  private static final Map<String, String> LOCALSTACK =
      Map.ofEntries(
          Map.entry("answersSortedByNameNotInTheOrderAsked", "as moto, on which it is built"),
          Map.entry("takesTargetsOfPlainIdsOnly", "takes any id"),
          Map.entry("takesNoPolicyThatIsNotJson", "does not read policies"),
          Map.entry("saysWhichLabelItDoesNotFind", "as moto, on which it is built"),
          Map.entry(
              "refusesASubjectOfMoreThanAHundredCharacters",
              "does not look at the length of subjects"),
          Map.entry("waitsForAPersonToConfirmAMailSubscription", "asks nobody to confirm"),
          Map.entry("refusesPoliciesOnTheStandardTier", "as moto, on which it is built"),
          Map.entry("refusesToGoBackToTheStandardTier", "as moto, on which it is built"),
          Map.entry("showsNoSecretWithoutDecryption", "as moto, on which it is built"),
          Map.entry("refusesValuesThatNestAParameter", "as moto, on which it is built"),
          Map.entry("tellsWhichVersionWasAskedFor", "as moto, on which it is built"),
          Map.entry(
              "takesFourKilobytesOnTheStandardTierAndNotMore", "as moto, on which it is built"),
          Map.entry("usesNoDisabledKey", "as moto, on which it is built"),
          Map.entry("takesNoEventInTheNameOfAws", "as moto, on which it is built"),
          Map.entry("refusesASubjectOfMoreThanOneLine", "as moto, on which it is built"));

  private static final Map<String, String> MOTO =
      Map.ofEntries(
          Map.entry("answersSortedByNameNotInTheOrderAsked", "ssm/models.py answers in any order"),
          Map.entry("bringsEventsToTopics", "events/models.py answers 501 for rules to topics"),
          Map.entry("givesAKeyNoAliasWithoutThePrefix", "kms/responses.py words it otherwise"),
          Map.entry(
              "movesNothingFromAQueueThatIsNotThere",
              "sqs/responses.py has no StartMessageMoveTask"),
          Map.entry(
              "refusesASubjectOfMoreThanOneLine",
              "sns/models.py looks at the length of subjects only"),
          Map.entry(
              "refusesPoliciesOnTheStandardTier",
              "ssm/models.py does not look at the tier of policies"),
          Map.entry(
              "refusesToGoBackToTheStandardTier",
              "ssm/models.py lets a parameter go back to the standard tier"),
          Map.entry("refusesValuesThatNestAParameter", "ssm/models.py takes any value"),
          Map.entry("rotatesNoDisabledKey", "kms/models.py does not look at the key's state"),
          Map.entry(
              "saysWhichLabelItDoesNotFind",
              "ssm/responses.py takes an unknown label for an unknown parameter"),
          Map.entry(
              "showsNoSecretWithoutDecryption", "ssm/models.py shows the value with a prefix"),
          Map.entry("takesEventsForABusThatIsNotThere", "events/models.py fails"),
          Map.entry(
              "takesFourKilobytesOnTheStandardTierAndNotMore",
              "ssm/models.py takes values of any size"),
          Map.entry(
              "takesNoEventInTheNameOfAws", "events/models.py takes events in the name of AWS"),
          Map.entry("takesNoPolicyThatIsNotJson", "sns/models.py fails"),
          Map.entry("takesTargetsOfPlainIdsOnly", "events/models.py takes any id"),
          Map.entry("tellsWhichVersionWasAskedFor", "ssm/models.py answers no selector"),
          Map.entry("unsubscribesByArnOnly", "sns/models.py looks an ARN up and does not check it"),
          Map.entry("usesNoDisabledKey", "ssm/models.py asks no key"),
          Map.entry(
              "waitsForAPersonToConfirmAMailSubscription", "sns/models.py asks nobody to confirm"));
}
