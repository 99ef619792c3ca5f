package io.lwarotation.workbench.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.lwarotation.cli.PlainCommand;
import io.lwarotation.cli.Screen;
import io.lwarotation.cli.WrongUsageException;
import io.lwarotation.workbench.Checkout;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** {@code lwa bench}. */
@Command(
    name = "bench",
    description = {
      "Measures the packaged CallSpApi under AWS's runtime client, against stand-ins of Amazon and"
          + " AWS over TLS on this machine: cold start, warm calls, memory, requests; beside it,"
          + " interleaved, an empty Java handler and, where python3 with boto3 is there, Python"
          + " functions that do the same. Needs no account."
    },
    subcommands = SweepGrowthCommand.class,
    footer = {
      "%nExamples:%n  ./lwa bench --quick              a first impression in a minute",
      "  ./lwa bench --all --out figures  everything, with files to keep",
      "  ./lwa bench --only lwa --phases  where our own start spends its time"
    })
public final class BenchCommand extends PlainCommand {
  private static final int QUICK_STARTS = 5;
  private static final int QUICK_CALLS = 100;

  @Option(
      names = "--starts",
      paramLabel = "N",
      defaultValue = "20",
      description = "Cold starts of each function (${DEFAULT-VALUE}).")
  private int starts;

  @Option(
      names = "--calls",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Warm calls of each function and kind (${DEFAULT-VALUE}).")
  private int calls;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "NAME",
      description = "Only these: lwa, empty, python-requests, python-urllib3.")
  private List<String> only = List.of();

  @Option(names = "--phases", description = "Also where the start spends its time.")
  private boolean phases;

  @Option(names = "--sizes", description = "Also emulate memory sizes (Linux, as root).")
  private boolean sizes;

  @Option(
      names = "--growth",
      description = "Also the synth of 1, 10 and 100 applications, and ten times the calls.")
  private boolean growth;

  @Option(names = "--all", description = "All of these.")
  private boolean all;

  @Option(names = "--quick", description = "Few starts and calls: for a first impression.")
  private boolean quick;

  @Option(
      names = "--code",
      paramLabel = "FILE",
      description = "Measure this jar or zip of the functions instead of the built one.")
  private @Nullable Path code;

  @Option(
      names = "--beside",
      paramLabel = "FILE",
      description =
          "Measure this jar or zip of the functions as well, taking turns: one built before a change, say.")
  private @Nullable Path beside;

  @Option(
      names = "--jvm",
      split = " ",
      paramLabel = "OPTIONS",
      description = "Measure ours again with these options of the JVM, such as \"-Xss256k\".")
  private List<String> jvm = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Write bench.md, bench.json and the pictures there.")
  private @Nullable Path out;

  @Option(
      names = "--docs",
      description = "Write the report and the pictures into docs/ of this project.")
  private boolean docs;

  @Override
  public Integer call() throws Exception {
    check();
    if (all) {
      phases = true;
      sizes = true;
      growth = true;
    }
    if (quick) {
      starts = Math.min(starts, QUICK_STARTS);
      calls = Math.min(calls, QUICK_CALLS);
    }
    Path home = Checkout.here().home();
    Path folder = Files.createTempDirectory("lwa-bench").toRealPath();
    try {
      Figures figures = measure(home, folder);
      String report = new MarkdownReport(figures).text();
      out().println(report);
      if (out != null) {
        Files.createDirectories(out);
        Files.writeString(out.resolve("bench.md"), report);
        new JsonMapper()
            .writerWithDefaultPrettyPrinter()
            .writeValue(out.resolve("bench.json").toFile(), figures);
        DocumentedRun.writePictures(figures.pictures(), out);
      }
      if (docs) {
        new DocumentedRun(home, "./lwa bench").write(report, figures.pictures());
      }
      return 0;
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
  }

  private void check() {
    require(starts >= 1 && calls >= 1, "--starts and --calls must be at least 1");
    require(
        Subject.IDS.containsAll(only),
        "--only takes " + String.join(", ", Subject.IDS) + ", separated by commas");
    requireFile("--code", code);
    requireFile("--beside", beside);
  }

  private void requireFile(String option, @Nullable Path file) {
    require(
        file == null || Files.isRegularFile(file),
        option + " takes a jar or zip that was built, and " + file + " is no file");
  }

  private void require(boolean holds, String sentence) {
    if (!holds) {
      throw new WrongUsageException(sentence);
    }
  }

  private Figures measure(Path home, Path folder) throws IOException, InterruptedException {
    Pinning pinning = Pinning.ofThisProcess();
    List<String> machine = Machine.told(pinning);
    List<String> notes = new ArrayList<>();
    List<Subject> subjects = subjects(new Subjects(folder, pinning, notes));
    if (subjects.isEmpty()) {
      throw new IllegalStateException(String.join(" ", notes));
    }
    try (World world = new World(folder)) {
      notes.add(
          "All hops over TLS to stand-ins on this machine; the functions trust %d certificate authorities."
              .formatted(world.authorities()));
      // What can fail for another reason than the functions comes first: nothing long is lost then.
      Growth grown = new Growth(home, folder, this::say);
      List<Figures.Synth> synths = synths(grown);
      List<Figures.Row> rows = new ColdAndWarm(world, subjects, this::say).run(starts, calls);
      List<Figures.Phase> moments = moments(world, folder, subjects);
      List<Figures.Size> measuredSizes = sizes(world, subjects, notes);
      List<Figures.LongRun> longRuns =
          growth ? List.of(grown.calls(world, subjects.getFirst(), calls * 10)) : List.of();
      say("");
      return new Figures(
          commandLine(),
          LocalDate.now(ZoneOffset.UTC).toString(),
          machine,
          notes,
          rows,
          Target.of(rows),
          moments,
          measuredSizes,
          synths,
          longRuns);
    }
  }

  private List<Subject> subjects(Subjects makes) throws IOException, InterruptedException {
    List<Subject> subjects = new ArrayList<>();
    Subject ours =
        makes.ours(
            code == null ? Checkout.built(Checkout.here().uploads().call(), "benchmark") : code);
    subjects.add(ours);
    if (!jvm.isEmpty()) {
      subjects.add(ours.with(jvm));
    }
    if (beside != null) {
      subjects.add(makes.other(beside));
    }
    subjects.add(makes.empty());
    subjects.addAll(makes.python());
    subjects.removeIf(subject -> !subject.isOneOf(only));
    return subjects;
  }

  private List<Figures.Synth> synths(Growth grown) throws IOException, InterruptedException {
    List<Figures.Synth> synths = new ArrayList<>();
    if (growth) {
      for (int applications : quick ? List.of(1, 10) : List.of(1, 10, 100)) {
        synths.add(grown.synth(applications, quick || applications == 100 ? 1 : 3));
      }
    }
    return synths;
  }

  private List<Figures.Phase> moments(World world, Path folder, List<Subject> subjects)
      throws IOException {
    List<Figures.Phase> moments = new ArrayList<>();
    for (Subject subject : subjects) {
      if (phases && Set.of(Subject.OURS, Subject.EMPTY).contains(subject.id())) {
        say("where the start of " + subject.id() + " spends its time");
        moments.addAll(new Phases(world, folder).of(subject, quick ? 2 : 11));
      }
    }
    return moments;
  }

  private List<Figures.Size> sizes(World world, List<Subject> subjects, List<String> notes) {
    if (!sizes) {
      return List.of();
    }
    try {
      return new Sizes(world, this::say).run(subjects, quick ? 2 : 5);
    } catch (IOException e) {
      notes.add("Memory sizes were not emulated: " + e.getMessage() + ".");
      return List.of();
    }
  }

  private void say(String what) {
    say(err(), what);
  }

  /** One line that changes, on a terminal; nothing elsewhere. */
  static void say(PrintWriter err, String what) {
    if (Screen.terminal().isPresent()) {
      err.print("\r\u001b[K" + what);
      err.flush();
    }
  }

  /** As it was typed, so that anyone can type it again, but without the folders of this machine. */
  private String commandLine() {
    return spec.commandLine().getParseResult().matchedOptions().stream()
        .filter(option -> !option.longestName().equals("--out"))
        .map(BenchCommand::typed)
        .collect(Collectors.joining(" ", "./lwa bench ", ""))
        .strip();
  }

  private static String typed(OptionSpec option) {
    if (option.arity().max() == 0) {
      return option.longestName();
    }
    String value = String.join(" ", option.originalStringValues());
    if (option.type() == Path.class) {
      value = String.valueOf(Path.of(value).getFileName());
    }
    return option.longestName() + " " + (value.contains(" ") ? '"' + value + '"' : value);
  }
}
