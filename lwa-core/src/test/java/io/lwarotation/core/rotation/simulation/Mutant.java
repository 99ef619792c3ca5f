package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.rotation.ClientClaims.Claim;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * An error that somebody could make in the core. Each is made outside it, around the ports, so that
 * the code under test is the code that is deployed; one without a change of the ports is made where
 * the simulation asks for it. The simulation must catch each of them.
 */
enum Mutant {
  NONE("-", "the core as it is"),
  TRUSTS_LWA("I1", "takes a token of LWA for proof", AmazonErrors::trustsLwa),
  TRUSTS_NO_ANSWER("I1", "takes no answer of SP-API for a success", AmazonErrors::trustsNoAnswer),
  STORES_BEFORE_TRYING("I1", "writes the secret, then tries it", AmazonErrors::storesBeforeTrying),
  PUTS_BACK_THE_DEAD("I1", "puts a person's text back untried", AmazonErrors::putsBackTheDead),
  TAKES_SILENCE_FOR_NO("I4", "takes no answer for a refusal", AmazonErrors::takesSilenceForNo),
  RETRIES_BLINDLY("I4", "repeats a request without an answer", AmazonErrors::retriesBlindly),
  KEEPS_THE_MARK("I7", "keeps the mark of a request that never left", AmazonErrors::keepsTheMark),
  SHOWS_A_SECRET("I6", "shows a refusal's text, with the secret", AmazonErrors::showsASecret),
  SKIPS_THE_SELLER("L", "tries a secret without a seller only", AmazonErrors::skipsTheSeller),

  TRUSTS_ARRIVAL("I2,I3", "takes the last message for the newest", MessageErrors::trustsArrival),
  ACKNOWLEDGES_RETRIES("I3", "acknowledges a message that must come again"),
  ACKNOWLEDGES_FAILURES("I3", "acknowledges a failed attempt"),
  IGNORES_EVENT_TIME(
      "I3", "ignores Amazon's time of the rotation", MessageErrors::ignoresEventTime),
  IGNORES_LONGER_GRACE(
      "I3", "ignores Amazon's end of the old secret", MessageErrors::ignoresLongerGrace),
  IGNORES_ENDINGS("L,I9", "ignores Amazon's word on the end"),
  HEEDS_OLD_ENDINGS("I7", "heeds a message on an earlier secret", MessageErrors::heedsOldEndings),
  HEEDS_STRANGERS("I9", "heeds another client's message", MessageErrors::heedsStrangers),
  PUTS_NO_EVENT("I3", "acknowledges without an event", p -> p.events = (_, _) -> {}),
  TELLS_NOBODY_OF_SUCCESS(
      "I3", "acknowledges without a notice", p -> MessageErrors.hides(p, "is stored")),
  TELLS_NOBODY(
      "I7",
      "is silent about a secret that does not come",
      p -> MessageErrors.hides(p, "did not arrive")),
  TELLS_NO_EARLY_END("I7", "is silent about an early end", p -> MessageErrors.hides(p, "early")),
  NEVER_ROTATES("L", "does not rotate a due secret", MessageErrors::neverRotates),
  WAITS_48_HOURS_ONLY("I4", "asks again after 48 hours", MessageErrors::waits48HoursOnly),
  ROTATES_IN_A_HURRY(
      "I4",
      "begins a rotation with too little time left",
      p -> p.budget = p.budget.plusSeconds(60)),
  CLAIMS_WITHOUT_LOOKING(
      "I4",
      "claims a client that another stack rotates",
      p -> p.claims = (_, _) -> new Claim.Ours()),

  KEEPS_NO_RECORD("I3,I4,I7,L", "acknowledges, and writes no record", RecordErrors::keepsNoRecord),
  NO_COMPARE_AND_SET(
      "I2,I3,I4", "counts every write of the record as won", RecordErrors::noCompareAndSet),
  REPORTS_A_LOST_RECORD(
      "I3", "reports as stored what lost a race", RecordErrors::reportsALostRecord),
  FORGETS_WHAT_LOST("I2,I4,L", "believes an entry that lost a race", RecordErrors::forgetsWhatLost),
  CLAIMS_NOTHING("I2,I3", "lets two invocations store at once", RecordErrors::claimsNothing),
  MARKS_NOTHING("I4", "requests without a mark", RecordErrors::marksNothing),
  MARKS_AFTERWARDS("I4,L", "writes the mark after the answer", RecordErrors::marksAfterwards),
  NEVER_STORES("L", "takes no message", RecordErrors::neverStores),
  TAKES_ANY_RECORD("I3", "takes any record for the message's", RecordErrors::takesAnyRecord),
  UNSEEN_RECORD_IS_ABSENT(
      "I2,I4,I7,I9,L", "takes an unseen record for absent", RecordErrors::unseenIsAbsent),
  BELIEVES_TYPED_DATES(
      "I2,I3,I7", "counts a typed date as Amazon's", RecordErrors::believesTypedDates),
  BELIEVES_HAND_WRITING(
      "I2,I4,I7,I9",
      "lets a hand-written record take away what stood",
      RecordErrors::believesHandWriting),

  BELIEVES_ITS_WRITE("I3", "takes a failed write for done", SecretErrors::believesItsWrite),
  SKIPS_THE_READ_BACK("I3", "does not read back what it wrote", SecretErrors::skipsTheReadBack),
  PUTS_NOTHING_BACK(
      "I2", "says that a person's text is back, falsely", SecretErrors::putsNothingBack),
  PROVES_NOTHING_NEWER(
      "L", "never proves that a message is newer", SecretErrors::provesNothingNewer),
  TAKES_TEXTS_FOR_OLDER("I7", "counts a text as five days older", SecretErrors::takesTextsForOlder),
  UNSEEN_SECRET_IS_ABSENT("I2", "takes an unseen secret for absent", SecretErrors::unseenIsAbsent),

  OVERWRITES_ON_DEPLOY("I5", "overwrites with the placeholder"),
  DELETES_WITH_THE_STACK("I5", "deletes the parameters with the stack"),
  GIVES_UP_CALLS("I8", "never tries the version before"),
  LOOKS_IN_EVERY_CALL("I8", "looks for the version before each time"),
  KEEPS_FALLBACK_QUIET("I8", "hides that the stored secret fails"),
  DROPS_THE_EARLIER_SECRET("I8", "gives the version before up while LWA is busy"),

  SHARES_A_TOKEN("A1", "keeps one access token for all authorizations"),
  DISCARDS_ALL_TOKENS("A2", "lets a call that fails cost all authorizations their tokens"),
  TAKES_ONE_FOR_THE_CLIENT("A3", "takes an authorization that LWA refuses for a refused client"),
  SENDS_NO_DIGEST("A4", "does not send the digest"),
  COUNTS_NO_YEARS("A4", "watches the year of no authorization"),
  WRITES_THE_SAME_AGAIN("A4", "writes a token that is stored again, and its year begins anew"),
  FORGETS_WHAT_WAS_TOLD("A5", "does not keep what people were told"),
  TELLS_OF_WHAT_PASSES("A5", "takes an authorization that is throttled for one that needs someone");

  private final String breaks;
  private final String what;

  @SuppressWarnings("ImmutableEnumChecker") // none of them holds anything
  private final Consumer<Ports> change;

  Mutant(String breaks, String what) {
    this(breaks, what, _ -> {});
  }

  Mutant(String breaks, String what, Consumer<Ports> change) {
    this.breaks = breaks;
    this.what = what;
    this.change = change;
  }

  /** Those of the rotation, or those with many authorizations. */
  static List<Mutant> all(boolean ofAuthorizations) {
    return Stream.of(values())
        .filter(mutant -> mutant != NONE && mutant.isOfAuthorizations() == ofAuthorizations)
        .toList();
  }

  boolean isOfAuthorizations() {
    return breaks.startsWith("A");
  }

  /** The invariants that it breaks. */
  List<String> breaks() {
    return List.of(breaks.split(",", -1));
  }

  String what() {
    return what;
  }

  /** Makes the error in one invocation. */
  void change(Ports ports) {
    change.accept(ports);
  }
}
