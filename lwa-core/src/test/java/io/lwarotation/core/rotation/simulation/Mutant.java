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
  TRUSTS_LWA("I1", "takes a token of LWA for proof", TrialSabotage.TrustsLwa::new),
  TRUSTS_NO_ANSWER(
      "I1", "takes no answer of SP-API for a success", TrialSabotage.TrustsNoAnswer::new),
  STORES_BEFORE_TRYING(
      "I1", "writes the secret, then tries it", TrialSabotage.StoresBeforeTrying::new),
  TRUSTS_ARRIVAL(
      "I2,I3", "takes the last message for the newest", StoreSabotage.TrustsArrival::new),
  KEEPS_NO_RECORD(
      "I3,I4,I7,L", "acknowledges, and writes no record", RecordSabotage.KeepsNoRecord::new),
  NO_COMPARE_AND_SET(
      "I2,I3,I4", "counts every write of the record as won", RecordSabotage.NoCompareAndSet::new),
  FORGETS_WHAT_LOST(
      "I2,I4,L", "believes an entry that lost a race", RecordSabotage.ForgetsWhatLost::new),
  CLAIMS_NOTHING("I2,I3", "lets two invocations store at once", RecordSabotage.ClaimsNothing::new),
  ACKNOWLEDGES_RETRIES(
      "I3", "acknowledges a message that must come again", StoreSabotage.AcknowledgesRetries::new),
  ACKNOWLEDGES_FAILURES(
      "I3", "acknowledges a failed attempt", StoreSabotage.AcknowledgesFailures::new),
  BELIEVES_ITS_WRITE("I3", "takes a failed write for done", StoreSabotage.BelievesItsWrite::new),
  MARKS_NOTHING("I4", "requests without a mark", RecordSabotage.MarksNothing::new),
  MARKS_AFTERWARDS("I4,L", "writes the mark after the answer", RecordSabotage.MarksAfterwards::new),
  TAKES_SILENCE_FOR_NO("I4", "takes no answer for a refusal", TrialSabotage.TakesSilenceForNo::new),
  RETRIES_BLINDLY("I4", "repeats a request without an answer", TrialSabotage.RetriesBlindly::new),
  WAITS_48_HOURS_ONLY("I4", "asks again after 48 hours", StoreSabotage.Waits48HoursOnly::new),
  SHOWS_A_SECRET("I6", "shows a refusal's text, with the secret", TrialSabotage.ShowsASecret::new),
  TELLS_NOBODY("I7", "is silent about a secret that does not come", StoreSabotage.TellsNobody::new),
  OVERWRITES_ON_DEPLOY(
      "I5", "overwrites with the placeholder", CallSabotage.OverwritesOnDeploy::new),
  DELETES_WITH_THE_STACK(
      "I5", "deletes the parameters with the stack", CallSabotage.DeletesWithTheStack::new),
  GIVES_UP_CALLS("I8", "never tries the version before", CallSabotage.GivesUpCalls::new),
  LOOKS_IN_EVERY_CALL(
      "I8", "looks for the version before each time", CallSabotage.LooksInEveryCall::new),
  KEEPS_FALLBACK_QUIET(
      "I8", "hides that the stored secret fails", CallSabotage.KeepsFallbackQuiet::new),
  NEVER_ROTATES("L", "does not rotate a due secret", StoreSabotage.NeverRotates::new),
  REPORTS_A_LOST_RECORD(
      "I3", "reports as stored what lost a race", PromiseSabotage.ReportsALostRecord::new),
  SKIPS_THE_READ_BACK(
      "I3", "does not read back what it wrote", PromiseSabotage.SkipsTheReadBack::new),
  TAKES_ANY_RECORD("I3", "takes any record for the message's", PromiseSabotage.TakesAnyRecord::new),
  PUTS_NO_EVENT("I3", "acknowledges without an event", PromiseSabotage.PutsNoEvent::new),
  TELLS_NOBODY_OF_SUCCESS(
      "I3", "acknowledges without a notice", PromiseSabotage.TellsNobodyOfSuccess::new),
  PROVES_NOTHING_NEWER(
      "L", "never proves that a message is newer", PromiseSabotage.ProvesNothingNewer::new),
  IGNORES_EVENT_TIME(
      "I3", "ignores Amazon's time of the rotation", PromiseSabotage.IgnoresEventTime::new),
  IGNORES_LONGER_GRACE(
      "I3", "ignores Amazon's end of the old secret", PromiseSabotage.IgnoresLongerGrace::new),
  PUTS_NOTHING_BACK(
      "I2", "says that a person's text is back, falsely", PromiseSabotage.PutsNothingBack::new),
  PUTS_BACK_THE_DEAD("I1", "puts a person's text back untried", TrialSabotage.PutsBackTheDead::new),
  SKIPS_THE_SELLER("L", "tries a secret without a seller only", TrialSabotage.SkipsTheSeller::new),
  ROTATES_IN_A_HURRY(
      "I4", "begins a rotation with too little time left", UnseenSabotage.RotatesInAHurry::new),
  UNSEEN_RECORD_IS_ABSENT(
      "I2,I4,I7,I9,L",
      "takes an unseen record for absent",
      UnseenSabotage.UnseenRecordIsAbsent::new),
  TAKES_TEXTS_FOR_OLDER(
      "I7", "counts a text as five days older", UnseenSabotage.TakesTextsForOlder::new),
  UNSEEN_SECRET_IS_ABSENT(
      "I2", "takes an unseen secret for absent", UnseenSabotage.UnseenSecretIsAbsent::new),
  BELIEVES_TYPED_DATES(
      "I2,I3,I7", "counts a typed date as Amazon's", UnseenSabotage.BelievesTypedDates::new),
  BELIEVES_HAND_WRITING(
      "I2,I4,I7,I9",
      "lets a hand-written record take away what stood",
      UnseenSabotage.BelievesHandWriting::new),
  IGNORES_ENDINGS("L,I9", "ignores Amazon's word on the end", EndingSabotage.Ignores::new),
  HEEDS_OLD_ENDINGS("I7", "heeds a message on an earlier secret", EndingSabotage.HeedsOld::new),
  HEEDS_STRANGERS("I9", "heeds another client's message", EndingSabotage.HeedsStrangers::new),
  TELLS_NO_EARLY_END("I7", "is silent about an early end", EndingSabotage.TellsNothing::new),
  CLAIMS_WITHOUT_LOOKING(
      "I4", "claims a client that another stack rotates", CallSabotage.ClaimsWithoutLooking::new),
  KEEPS_THE_MARK(
      "I7", "keeps the mark of a request that never left", TrialSabotage.KeepsTheMark::new),
  DROPS_THE_EARLIER_SECRET(
      "I8",
      "gives the version before up while LWA is busy",
      CallSabotage.DropsTheEarlierSecret::new),
  NEVER_STORES("L", "takes no message", RecordSabotage.NeverStores::new);

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
