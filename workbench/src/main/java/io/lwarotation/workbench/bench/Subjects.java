package io.lwarotation.workbench.bench;

import io.lwarotation.local.EndedProcess;
import io.lwarotation.local.host.Launch;
import io.lwarotation.local.host.RuntimeKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Makes the functions that are measured, each as a package that could be uploaded. What was left
 * out or should be known becomes a note, a sentence each.
 */
record Subjects(Path folder, Pinning pinning, List<String> notes) {
  private static final String OUR_HANDLER = "io.lwarotation.handler.CallSpApiHandler";

  /** What Lambda's Python runtime lacks; urllib3 and boto3 are in it. */
  private static final List<String> REQUESTS =
      List.of("requests", "certifi", "idna", "charset_normalizer");

  private static final String KEPT = "Python, boto3 and its urllib3, connections kept";

  Subject ours(Path code) {
    return java(Subject.OURS, "this project: `CallSpApi`", code, OUR_HANDLER);
  }

  Subject other(Path code) {
    String title = "`CallSpApi` of `" + code.getFileName() + "`";
    return java(Subject.OTHER_CODE, title, code, OUR_HANDLER);
  }

  Subject empty() throws IOException {
    Path zip = folder.resolve("empty.zip");
    String file = EmptyHandler.class.getName().replace('.', '/') + ".class";
    try (ZipOutputStream archive = new ZipOutputStream(Files.newOutputStream(zip));
        InputStream bytes = resource("/" + file)) {
      archive.putNextEntry(new ZipEntry(file));
      bytes.transferTo(archive);
    }
    String title = "an empty Java handler (the floor)";
    return java(Subject.EMPTY, title, zip, EmptyHandler.class.getName());
  }

  private Subject java(String id, String title, Path code, String handler) {
    return new Subject(id, title, code, handler, pinning.on(RuntimeKind.ofThisSystem()));
  }

  /** Both Python functions, or none where Python or boto3 is not there. */
  List<Subject> python() throws IOException, InterruptedException {
    Optional<String> python = interpreter();
    if (python.isEmpty()) {
      notes.add("No Python function beside: there is no python3 on the PATH.");
      return List.of();
    }
    Path loop = unpack("runtime_loop.py");
    Launch launch = pinning.on((_, _, _) -> List.of(python.get(), loop.toString()));
    List<Subject> subjects = new ArrayList<>();
    pack(python.get(), "with_requests", REQUESTS)
        .map(zip -> python(Subject.PYTHON, "Python, boto3 and requests", zip, launch))
        .ifPresent(subjects::add);
    pack(python.get(), "with_urllib3", List.of())
        .map(zip -> python(Subject.PYTHON_KEPT, KEPT, zip, launch))
        .ifPresent(subjects::add);
    return subjects;
  }

  private static Subject python(String id, String title, Path zip, Launch launch) {
    String handler = zip.getFileName().toString().replace(".zip", ".handler");
    return new Subject(id, title, zip, handler, launch);
  }

  private Optional<Path> pack(String python, String module, List<String> packages)
      throws IOException, InterruptedException {
    Path zip = folder.resolve(module + ".zip");
    List<String> command =
        new ArrayList<>(
            List.of(
                python,
                unpack("pack.py").toString(),
                unpack(module + ".py").toString(),
                zip.toString()));
    command.addAll(packages);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear(); // as the function will run
    EndedProcess packing = EndedProcess.run(builder, Duration.ofMinutes(2));
    String said = packing.output().strip();
    if (packing.exitCode() != 0) {
      String reason = said.lines().reduce((_, last) -> last).orElse("pack.py failed");
      notes.add("No Python function `" + module + "` beside: " + reason + ".");
      return Optional.empty();
    }
    if (!notes.contains(said)) {
      notes.add(said);
    }
    return Optional.of(zip);
  }

  private Path unpack(String name) throws IOException {
    Path file = folder.resolve(name);
    try (InputStream bytes = resource(name)) {
      Files.copy(bytes, file, StandardCopyOption.REPLACE_EXISTING);
    }
    return file;
  }

  private static InputStream resource(String name) throws IOException {
    InputStream found = Subjects.class.getResourceAsStream(name);
    if (found == null) {
      throw new IOException(name + " is not on the class path: run this through ./lwa");
    }
    return found;
  }

  /** The interpreter itself: what lies on the PATH may be a script that looks for it. */
  private static Optional<String> interpreter() throws InterruptedException {
    try {
      ProcessBuilder asking =
          new ProcessBuilder("python3", "-c", "import sys; print(sys.executable)")
              .redirectError(ProcessBuilder.Redirect.DISCARD);
      EndedProcess python = EndedProcess.run(asking, Duration.ofMinutes(1));
      String said = python.output().strip();
      return python.exitCode() == 0 && !said.isEmpty() ? Optional.of(said) : Optional.empty();
    } catch (IOException _) {
      return Optional.empty(); // there is none
    }
  }
}
