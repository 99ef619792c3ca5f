package io.lwarotation.adapter.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The packed jar of the functions; runs after it was packed, as part of {@code mvn verify}. */
class FunctionJarTest {
  private static final Path JAR = Path.of(System.getProperty("function.jar", "missing"));

  /** What no function needs. The SDK's own renamed copy of a JSON reader cannot be had without. */
  private static final Pattern FORBIDDEN =
      Pattern.compile(
          "io/netty/.*|org/apache/(http|hc|logging|log4j)/.*|ch/qos/.*|com/google/gson/.*"
              + "|com/fasterxml/jackson/databind/.*|tools/jackson/.*|org/joda/.*|org/jspecify/.*"
              + "|com/amazonaws/services/lambda/runtime/api/.*|windows/.*|osx/.*|linux/.*/musl/.*"
              + "|(META-INF/versions/.*)?module-info.class|META-INF/.*\\.(SF|RSA|DSA)"
              + "|codegen-resources/.*|(org/junit|net/jqwik|org/mockito)/.*");

  private static final Path ARM64 = Path.of(System.getProperty("call.arm64", "missing"));
  private static final Path X86_64 = Path.of(System.getProperty("call.x86_64", "missing"));

  private static Stream<Path> all() {
    return Stream.of(JAR, ARM64, X86_64);
  }

  private static Set<String> entries() throws IOException {
    return entries(JAR);
  }

  private static Set<String> entries(Path file) throws IOException {
    try (JarFile jar = new JarFile(file.toFile())) {
      Set<String> names = new TreeSet<>();
      jar.stream().filter(e -> !e.isDirectory()).map(JarEntry::getName).forEach(names::add);
      return names;
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void holdsNothingThatNoFunctionNeeds(Path file) throws IOException {
    assertEquals(
        List.of(), entries(file).stream().filter(e -> FORBIDDEN.matcher(e).matches()).toList());
  }

  @Test
  void holdsTheNativeLibraryForBothArchitecturesOfLambda() throws IOException {
    assertEquals(
        List.of("linux/armv8/glibc/libaws-crt-jni.so", "linux/x86_64/glibc/libaws-crt-jni.so"),
        entries().stream().filter(e -> e.endsWith(".so")).toList());
  }

  @Test
  void theCallsUploadHoldsTheNativeLibraryOfOneArchitecture() throws IOException {
    assertEquals(183, machine(ARM64)); // EM_AARCH64
    assertEquals(62, machine(X86_64)); // EM_X86_64
    assertEquals(entries(ARM64), entries(X86_64));
  }

  /** What the header of the one native library says that it is for. */
  private static int machine(Path zip) throws IOException {
    String library = "lib/libaws-crt-jni.so";
    assertEquals(
        List.of(library),
        entries(zip).stream().filter(e -> e.endsWith(".so") || e.startsWith("lib/")).toList());
    try (JarFile jar = new JarFile(zip.toFile())) {
      byte[] header = jar.getInputStream(jar.getJarEntry(library)).readNBytes(20);
      return ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getShort(18);
    }
  }

  @Test
  void theCallsUploadHoldsNothingOfTheSdkAndNoOtherFunction() throws IOException {
    assertEquals(
        List.of(),
        entries(ARM64).stream()
            .filter(e -> e.startsWith("software/amazon/") || e.startsWith("io/lwarotation/"))
            .filter(e -> !e.startsWith("software/amazon/awssdk/crt/"))
            .filter(e -> !e.matches("io/lwarotation/(core|adapter|client)/[^/]+"))
            .filter(e -> !e.startsWith("io/lwarotation/handler/"))
            .toList());
    assertEquals(
        List.of("io/lwarotation/handler/CallSpApiHandler.class"),
        entries(ARM64).stream()
            .filter(e -> e.endsWith("Handler.class"))
            .filter(e -> e.startsWith("io/lwarotation/handler/"))
            .toList());
  }

  @Test
  void theCallsUploadLoadsItsNativeLibraryFromWhereItLies(@TempDir Path folder) throws Exception {
    assumeTrue(Files.isReadable(Path.of("/proc/self/maps")), "no Linux: not tried here");
    boolean arm = System.getProperty("os.arch", "").equals("aarch64");
    Path task = Files.createDirectory(folder.resolve("task"));
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    unpack(arm ? ARM64 : X86_64, task);
    Path program =
        Files.writeString(
            folder.resolve("Probe.java"),
            """
            import io.lwarotation.adapter.CrtHttp;
            import java.nio.file.*;
            import java.util.Map;

            class Probe {
              public static void main(String[] args) throws Exception {
                try (CrtHttp http = new CrtHttp(Map.of())) {
                  Files.lines(Path.of("/proc/self/maps")).filter(l -> l.contains("aws-crt"))
                      .map(l -> l.substring(l.indexOf('/'))).distinct().forEach(System.out::println);
                }
              }
            }
            """);
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.io.tmpdir=" + temporary,
            "-cp",
            task.toString(),
            program.toString());
    // As Lambda sets it.
    builder.environment().put("LD_LIBRARY_PATH", task + ":" + task.resolve("lib"));
    Path said = temporary.resolve("said");
    Process java = builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
    try {
      assertTrue(java.waitFor(5, TimeUnit.MINUTES), "it did not end");
    } finally {
      java.destroyForcibly();
    }
    assertEquals(
        task.resolve("lib/libaws-crt-jni.so").toRealPath().toString(),
        Files.readString(said).strip());
  }

  private static void unpack(Path zip, Path folder) throws IOException {
    try (JarFile jar = new JarFile(zip.toFile())) {
      for (JarEntry entry : jar.stream().filter(e -> !e.isDirectory()).toList()) {
        Path file = folder.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        Files.copy(jar.getInputStream(entry), file);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void holdsEveryClassThatItsClassesName(Path file) throws IOException {
    Set<String> entries = entries(file);
    Set<String> missing = new TreeSet<>();
    try (JarFile jar = new JarFile(file.toFile())) {
      for (String name : entries) {
        if (name.startsWith("io/lwarotation/") && name.endsWith(".class")) {
          byte[] bytes = jar.getInputStream(jar.getJarEntry(name)).readAllBytes();
          for (PoolEntry entry : ClassFile.of().parse(bytes).constantPool()) {
            if (entry instanceof ClassEntry type) {
              String needed = type.asInternalName().replaceAll("^\\[+L?|;$", "");
              boolean jdk = needed.startsWith("java/") || needed.length() == 1;
              if (!jdk && !entries.contains(needed + ".class")) {
                missing.add(needed);
              }
            }
          }
        }
      }
    }
    assertEquals(Set.of(), missing);
  }
}
