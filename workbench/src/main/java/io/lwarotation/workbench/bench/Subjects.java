package io.lwarotation.workbench.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lwarotation.local.host.Launch;
import io.lwarotation.local.host.RuntimeKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes the functions that are measured, each as a package that could be uploaded. */
final class Subjects {
  private static final String OUR_HANDLER = "io.lwarotation.handler.CallSpApiHandler";

  /** What Lambda's Python runtime lacks; urllib3 and boto3 are in it. */
  private static final List<String> REQUESTS =
      List.of("requests", "certifi", "idna", "charset_normalizer");

  private final Path folder;
  private final Pinning pinning;
  private final List<String> notes = new ArrayList<>();

  /**
   * @param folder for what is packed
   */
  Subjects(Path folder, Pinning pinning) {
    this.folder = folder;
    this.pinning = pinning;
  }

  /** What was left out or should be known, a sentence each. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  Subject ours(Path code) throws IOException {
    return java(Subject.OURS, "this project: `CallSpApi`", code, OUR_HANDLER, 3);
  }

  Subject other(Path code) throws IOException {
    return java(
        Subject.OTHER_CODE, "`CallSpApi` of `" + code.getFileName() + "`", code, OUR_HANDLER, 3);
  }

  Subject empty() throws IOException {
    Path zip = folder.resolve("empty.zip");
    String file = EmptyHandler.class.getName().replace('.', '/') + ".class";
    try (OutputStream out = Files.newOutputStream(zip);
        ZipOutputStream archive = new ZipOutputStream(out);
        InputStream bytes = resource("/" + file)) {
      archive.putNextEntry(new ZipEntry(file));
      bytes.transferTo(archive);
      archive.closeEntry();
    }
    return java(
        Subject.EMPTY, "an empty Java handler (the floor)", zip, EmptyHandler.class.getName(), 0);
  }

  private Subject java(String id, String title, Path code, String handler, int hops)
      throws IOException {
    Launch launch = pinning.on(RuntimeKind.ofThisSystem());
    return new Subject(id, title, code, Files.size(code), handler, launch, hops);
  }

  /** Both Python functions, or none where Python or boto3 is not there. */
  List<Subject> python() throws IOException, InterruptedException {
    Optional<Path> python = interpreter();
    if (python.isEmpty()) {
      notes.add("No Python function beside: there is no python3 on the PATH.");
      return List.of();
    }
    Path loop = unpack("runtime_loop.py");
    Launch launch = pinning.on((_, _, _) -> List.of(python.get().toString(), loop.toString()));
    List<Subject> subjects = new ArrayList<>();
    pack(python.get(), "with_requests", REQUESTS)
        .map(
            zip ->
                python(Subject.PYTHON, "Python, boto3 and requests", zip, "with_requests", launch))
        .ifPresent(subjects::add);
    pack(python.get(), "with_urllib3", List.of())
        .map(
            zip ->
                python(
                    Subject.PYTHON_KEPT,
                    "Python, boto3 and its urllib3, connections kept",
                    zip,
                    "with_urllib3",
                    launch))
        .ifPresent(subjects::add);
    return subjects;
  }

  private static Subject python(String id, String title, Path zip, String module, Launch launch) {
    return new Subject(id, title, zip, zip.toFile().length(), module + ".handler", launch, 3);
  }

  private Optional<Path> pack(Path python, String module, List<String> packages)
      throws IOException, InterruptedException {
    Path zip = folder.resolve(module + ".zip");
    List<String> command = new ArrayList<>();
    command.addAll(List.of(python.toString(), unpack("pack.py").toString()));
    command.addAll(List.of(unpack(module + ".py").toString(), zip.toString()));
    command.addAll(packages);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear(); // as the function will run
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    if (process.waitFor() != 0) {
      String reason = said.lines().reduce((_, last) -> last).orElse("pack.py failed");
      notes.add("No Python function `" + module + "` beside: " + reason + ".");
      return Optional.empty();
    }
    if (notes.stream().noneMatch(said::equals)) {
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
  private static Optional<Path> interpreter() throws IOException, InterruptedException {
    try {
      Process process =
          new ProcessBuilder("python3", "-c", "import sys; print(sys.executable)")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
      return process.waitFor() == 0 && !said.isEmpty()
          ? Optional.of(Path.of(said))
          : Optional.empty();
    } catch (IOException _) {
      return Optional.empty(); // there is none
    }
  }
}
