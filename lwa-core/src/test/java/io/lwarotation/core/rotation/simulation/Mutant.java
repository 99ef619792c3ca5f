package io.lwarotation.core.rotation.simulation;

import java.util.Arrays;
import java.util.Set;
import java.util.function.Supplier;

/**
 * An error that somebody could make in the core. Each is made outside it, around the ports, so that
 * the code under test is the code that is deployed. The simulation must catch each of them.
 */
enum Mutant {
  NONE("-", "the core as it is", Sabotage::new),
  TRUSTS_LWA(
      "I1",
      "check removed: a token of LWA is taken for proof, SP-API is not asked",
      TrialSabotage.TrustsLwa::new),
  TRUSTS_NO_ANSWER(
      "I1",
      "error swallowed: SP-API that does not answer counts as a success",
      TrialSabotage.TrustsNoAnswer::new),
  STORES_BEFORE_TRYING(
      "I1",
      "order swapped: the secret is written first and tried afterwards",
      TrialSabotage.StoresBeforeTrying::new),
  TRUSTS_ARRIVAL(
      "I2,I3",
      "check removed: the message that comes last is taken for the newest",
      StoreSabotage.TrustsArrival::new),
  KEEPS_NO_RECORD(
      "I3,I4,I7,L",
      "order swapped: acknowledges before the record is written, which never is",
      RecordSabotage.KeepsNoRecord::new),
  NO_COMPARE_AND_SET(
      "I2,I3,I4",
      "check removed: every write of the record counts as won",
      RecordSabotage.NoCompareAndSet::new),
  FORGETS_WHAT_LOST(
      "I2,I4,L",
      "check removed: an entry that lost a race is believed",
      RecordSabotage.ForgetsWhatLost::new),
  CLAIMS_NOTHING(
      "I2,I3",
      "check removed: two invocations may store a new secret at once",
      RecordSabotage.ClaimsNothing::new),
  ACKNOWLEDGES_RETRIES(
      "I3",
      "error swallowed: a message that must come again is acknowledged",
      StoreSabotage.AcknowledgesRetries::new),
  ACKNOWLEDGES_FAILURES(
      "I3",
      "error swallowed: a failed attempt is acknowledged",
      StoreSabotage.AcknowledgesFailures::new),
  BELIEVES_ITS_WRITE(
      "I3",
      "error swallowed: a failed write counts as done and is not read back",
      StoreSabotage.BelievesItsWrite::new),
  MARKS_NOTHING(
      "I4", "check removed: the request leaves without a mark", RecordSabotage.MarksNothing::new),
  MARKS_AFTERWARDS(
      "I4,L",
      "order swapped: the mark is written after the request was answered",
      RecordSabotage.MarksAfterwards::new),
  TAKES_SILENCE_FOR_NO(
      "I4",
      "error swallowed: a request without an answer counts as refused",
      TrialSabotage.TakesSilenceForNo::new),
  RETRIES_BLINDLY(
      "I4", "a request without an answer is sent once more", TrialSabotage.RetriesBlindly::new),
  WAITS_48_HOURS_ONLY(
      "I4",
      "check removed: asks again when the new secret did not come in 48 hours",
      StoreSabotage.Waits48HoursOnly::new),
  SHOWS_A_SECRET(
      "I6",
      "error swallowed: a refusal's text, with the secret in it, becomes a reason",
      TrialSabotage.ShowsASecret::new),
  TELLS_NOBODY(
      "I7",
      "check removed: a new secret that does not come is nobody's business",
      StoreSabotage.TellsNobody::new),
  OVERWRITES_ON_DEPLOY(
      "I5",
      "check removed: a deploy writes the placeholder over what is there",
      CallSabotage.OverwritesOnDeploy::new),
  DELETES_WITH_THE_STACK(
      "I5",
      "check removed: the parameters go when the stack is deleted",
      CallSabotage.DeletesWithTheStack::new),
  GIVES_UP_CALLS(
      "I8", "check removed: the version before is never tried", CallSabotage.GivesUpCalls::new),
  LOOKS_IN_EVERY_CALL(
      "I8",
      "check removed: what a look for the version before gave is forgotten",
      CallSabotage.LooksInEveryCall::new),
  KEEPS_FALLBACK_QUIET(
      "I8",
      "error swallowed: an answer does not say that the stored secret fails",
      CallSabotage.KeepsFallbackQuiet::new),
  NEVER_ROTATES("L", "a due secret is not rotated", StoreSabotage.NeverRotates::new),
  REPORTS_A_LOST_RECORD(
      "I3",
      "error swallowed: stored, though the record lost a race",
      PromiseSabotage.ReportsALostRecord::new),
  SKIPS_THE_READ_BACK(
      "I3",
      "check removed: what was written is not read back",
      PromiseSabotage.SkipsTheReadBack::new),
  TAKES_ANY_RECORD(
      "I3",
      "check removed: any record is taken for that of the message",
      PromiseSabotage.TakesAnyRecord::new),
  PUTS_NO_EVENT(
      "I3", "check removed: acknowledges without an event", PromiseSabotage.PutsNoEvent::new),
  TELLS_NOBODY_OF_SUCCESS(
      "I3",
      "check removed: acknowledges without a notice",
      PromiseSabotage.TellsNobodyOfSuccess::new),
  PROVES_NOTHING_NEWER(
      "L",
      "check removed: nothing shows that a message is newer than what is stored",
      PromiseSabotage.ProvesNothingNewer::new),
  IGNORES_EVENT_TIME(
      "I3", "Amazon's time of the rotation is not read", PromiseSabotage.IgnoresEventTime::new),
  IGNORES_LONGER_GRACE(
      "I3", "Amazon's end of the old secret is not read", PromiseSabotage.IgnoresLongerGrace::new),
  PUTS_NOTHING_BACK(
      "I2",
      "error swallowed: what a person stored is said to be back, and is not",
      PromiseSabotage.PutsNothingBack::new),
  PUTS_BACK_THE_DEAD(
      "I1",
      "check removed: what a person stored is put back untried",
      TrialSabotage.PutsBackTheDead::new),
  SKIPS_THE_SELLER(
      "L",
      "check removed: a secret is tried without a seller only",
      TrialSabotage.SkipsTheSeller::new),
  ROTATES_IN_A_HURRY(
      "I4",
      "check removed: a rotation is begun with less time left than it takes",
      UnseenSabotage.RotatesInAHurry::new),
  UNSEEN_RECORD_IS_ABSENT(
      "I2,I4,I7,I9,L",
      "I10: a version of the record that cannot be seen yet counts as absent",
      UnseenSabotage.UnseenRecordIsAbsent::new),
  TAKES_TEXTS_FOR_OLDER(
      "I7",
      "check loosened: a text counts as five days older than it is, so a wait that is over goes on",
      UnseenSabotage.TakesTextsForOlder::new),
  UNSEEN_SECRET_IS_ABSENT(
      "I2",
      "I10: a version of the secret that cannot be seen yet counts as absent",
      UnseenSabotage.UnseenSecretIsAbsent::new),
  BELIEVES_TYPED_DATES(
      "I2,I3,I7",
      "I9: a date that a person typed counts as Amazon's",
      UnseenSabotage.BelievesTypedDates::new),
  BELIEVES_HAND_WRITING(
      "I2,I4,I7,I9",
      "check removed: a record written by hand takes away what stood before it",
      UnseenSabotage.BelievesHandWriting::new),
  IGNORES_ENDINGS(
      "L,I9",
      "I9: Amazon's word on the end of a secret changes nothing",
      EndingSabotage.Ignores::new),
  HEEDS_OLD_ENDINGS(
      "I7",
      "check removed: a message on an earlier secret lowers the end",
      EndingSabotage.HeedsOld::new),
  HEEDS_STRANGERS(
      "I9",
      "check removed: another client's message lowers the end",
      EndingSabotage.HeedsStrangers::new),
  TELLS_NO_EARLY_END(
      "I7",
      "check removed: nobody is told that Amazon ends a secret early",
      EndingSabotage.TellsNothing::new),
  CLAIMS_WITHOUT_LOOKING(
      "I4",
      "check removed: a stack takes the client for its own, whoever rotates it",
      CallSabotage.ClaimsWithoutLooking::new),
  KEEPS_THE_MARK(
      "I7",
      "error swallowed: a request that surely never left counts as one without an answer",
      TrialSabotage.KeepsTheMark::new),
  DROPS_THE_EARLIER_SECRET(
      "I8",
      "check removed: the version before is given up when LWA is only busy",
      CallSabotage.DropsTheEarlierSecret::new),
  NEVER_STORES("L", "no message is ever good enough", RecordSabotage.NeverStores::new);

  private final String breaks;
  private final String what;

  @SuppressWarnings("ImmutableEnumChecker") // a reference to a constructor holds nothing
  private final Supplier<Sabotage> sabotage;

  Mutant(String breaks, String what, Supplier<Sabotage> sabotage) {
    this.breaks = breaks;
    this.what = what;
    this.sabotage = sabotage;
  }

  /** The invariants that it breaks. */
  String breaks() {
    return breaks;
  }

  boolean isBrokenBy(Set<String> invariants) {
    return Arrays.stream(breaks.split(",", -1)).anyMatch(invariants::contains);
  }

  String what() {
    return what;
  }

  /** The error, made for one history. */
  Sabotage sabotage() {
    return sabotage.get();
  }
}
