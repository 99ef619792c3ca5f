package io.lwarotation.cli.cost;

/**
 * What a stack has that costs money; a test compares it with the synthesized templates.
 *
 * @param rotation the setting
 * @param keys of KMS; each is rotated every year
 * @param alarms of one metric each
 * @param dailyMetrics metrics that the watch writes once a day
 * @param callMetrics metrics that each call of SP-API writes
 * @param dailyRuns runs of functions a day besides the calls of SP-API
 * @param polledQueues queues that Lambda polls for a function
 * @param largestMemory of its functions, MB
 */
record Stack(
    String rotation,
    int keys,
    int alarms,
    int dailyMetrics,
    int callMetrics,
    int dailyRuns,
    int polledQueues,
    int largestMemory) {
  static final Stack REMIND = new Stack("remind", 1, 10, 9, 2, 1, 0, 1024);

  /** With a function that looks every six hours whether a rotation is due. */
  static final Stack AUTOMATIC = new Stack("automatic", 2, 16, 9, 2, 5, 2, 1024);
}
