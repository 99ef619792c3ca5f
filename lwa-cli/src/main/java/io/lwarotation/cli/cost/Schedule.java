package io.lwarotation.cli.cost;

/** How often SP-API is called: once in an hour at most. */
record Schedule(String name, int callsADay) {
  static final Schedule DAILY = new Schedule("daily", 1);
  static final Schedule HOURLY = new Schedule("hourly", 24);
}
