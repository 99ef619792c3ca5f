package io.lwarotation.infra;

/** The functions, a row each: class, what people in the console read, memory, time-out. */
enum Handler {
  /** Loads the SDK once a deploy: its cold start shall be no part of a timeout. */
  PARAMETERS(
      "ParametersHandler", "Creates the LWA parameters of %s, never overwrites one", 1024, 60),
  CALL("CallSpApiHandler", "Calls SP-API for %s", 512, 30),
  WATCH("WatchHandler", "Watches the LWA client secret of %s and who hears of it", 512, 60),
  /** The longest that Lambda allows; what is not done then, a fresh invocation does. */
  SWEEP("SweepHandler", "Tries all authorizations of %s", 512, 15 * 60),
  /** Loads the SDK on each start, seldom: the processor that comes with it is worth more. */
  ROTATE("RotateHandler", "Asks Amazon for a new client secret of %s", 1024, 120),
  /** Likewise. */
  NEW_SECRET("NewSecretHandler", "Tries and stores a new client secret of %s", 1024, 120);

  private final String className;
  private final String description;
  final int memoryMb;
  final int seconds;

  Handler(String className, String description, int memoryMb, int seconds) {
    this.className = className;
    this.description = description;
    this.memoryMb = memoryMb;
    this.seconds = seconds;
  }

  /** What Lambda calls. */
  String className() {
    return "io.lwarotation.handler." + className;
  }

  String description(String app) {
    return description.formatted(app);
  }
}
