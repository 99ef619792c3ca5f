package io.lwarotation.adapter.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lwarotation.adapter.Json;
import io.lwarotation.adapter.JsonReader;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packed jar of the functions; runs after it was packed, as part of {@code mvn verify}. */
class FunctionJarTest {
  private static final Path JAR = Path.of(System.getProperty("function.jar", "missing"));
  private static final Path SBOM = Path.of(System.getProperty("function.sbom", "missing"));

  /** What no function needs. The SDK's own renamed copy of a JSON reader cannot be had without. */
  private static final Pattern FORBIDDEN =
      Pattern.compile(
          "io/netty/.*|org/apache/(http|hc|logging|log4j)/.*|ch/qos/.*|com/google/gson/.*"
              + "|com/fasterxml/jackson/databind/.*|tools/jackson/.*|org/joda/.*|org/jspecify/.*"
              + "|com/amazonaws/services/lambda/runtime/api/.*|windows/.*|osx/.*|linux/.*/musl/.*"
              + "|(META-INF/versions/.*)?module-info.class|META-INF/.*\\.(SF|RSA|DSA)"
              + "|codegen-resources/.*|(org/junit|net/jqwik|org/mockito)/.*");

  private static Set<String> entries() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      Set<String> names = new TreeSet<>();
      jar.stream().filter(e -> !e.isDirectory()).map(JarEntry::getName).forEach(names::add);
      return names;
    }
  }

  @Test
  void holdsNothingThatNoFunctionNeeds() throws IOException {
    assertEquals(
        List.of(), entries().stream().filter(e -> FORBIDDEN.matcher(e).matches()).toList());
  }

  @Test
  void holdsTheNativeLibraryForBothArchitecturesOfLambda() throws IOException {
    assertEquals(
        List.of("linux/armv8/glibc/libaws-crt-jni.so", "linux/x86_64/glibc/libaws-crt-jni.so"),
        entries().stream().filter(e -> e.endsWith(".so")).toList());
  }

  @Test
  void holdsEveryClassThatTheFunctionsName() throws IOException {
    Set<String> entries = entries();
    Set<String> missing = new TreeSet<>();
    try (JarFile jar = new JarFile(JAR.toFile())) {
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

  @Test
  void worksByItself(@TempDir Path folder) throws Exception {
    assumeTrue(
        System.getProperty("os.name", "").equals("Linux"),
        "the jar holds the native library for Linux only: not tried here");
    Path program =
        Files.writeString(
            folder.resolve("Probe.java"),
            """
            import io.lwarotation.adapter.CrtHttp;
            import java.net.URI;
            import java.util.Map;
            import software.amazon.awssdk.auth.credentials.*;
            import software.amazon.awssdk.core.exception.SdkClientException;
            import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
            import software.amazon.awssdk.regions.Region;
            import software.amazon.awssdk.services.ssm.SsmClient;
            import software.amazon.awssdk.services.ssm.model.*;

            class Probe {
              public static void main(String[] args) throws Exception {
                try (CrtHttp http = new CrtHttp(Map.of());
                    var server = new java.net.ServerSocket(0);
                    var crt = AwsCrtHttpClient.builder().build();
                    SsmClient ssm = SsmClient.builder().httpClient(crt).region(Region.EU_WEST_1)
                        .credentialsProvider(StaticCredentialsProvider.create(
                            AwsBasicCredentials.create("AKIAEXAMPLE", "EXAMPLE")))
                        .endpointOverride(URI.create("http://127.0.0.1:" + server.getLocalPort()))
                        .build()) {
                  Thread.ofPlatform().daemon().start(() -> answer(server));
                  try {
                    ssm.putParameter(PutParameterRequest.builder().name("/a").value("EXAMPLE")
                        .type(ParameterType.SECURE_STRING).overwrite(false).build());
                  } catch (ParameterAlreadyExistsException e) {
                    System.out.println("exists " + e.statusCode());
                  }
                }
              }

              static void answer(java.net.ServerSocket server) {
                try (var socket = server.accept()) {
                  socket.getInputStream().read(new byte[8192]);
                  String body = "{\\"__type\\":\\"ParameterAlreadyExists\\"}";
                  socket.getOutputStream().write(("HTTP/1.1 400 Bad\\r\\nContent-Length: "
                      + body.length() + "\\r\\n\\r\\n" + body).getBytes());
                  socket.getInputStream().read();
                } catch (java.io.IOException e) {
                  System.out.println(e);
                }
              }
            }
            """);
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                JAR.toString(),
                program.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(java.waitFor(60, TimeUnit.SECONDS));
    // No log line, no warning of a logging framework: just this.
    assertEquals("exists 400", output.strip());
    assertEquals(0, java.exitValue());
  }

  @Test
  void itsBillOfMaterialsNamesEachLibraryWithItsLicence() throws Exception {
    Json bom = JsonReader.read(Files.readAllBytes(SBOM), 10_000_000);
    List<Json> components = bom.items("components");
    assertTrue(components.size() > 10);
    assertEquals(
        List.of(),
        components.stream()
            .filter(component -> component.items("licenses").isEmpty())
            .map(component -> component.text("name").orElse("?"))
            .toList());
    List<String> names = components.stream().flatMap(c -> c.text("name").stream()).toList();
    assertTrue(names.containsAll(List.of("aws-crt", "jackson-core", "ssm")), names.toString());
    assertEquals(
        List.of(), names.stream().filter(n -> n.contains("netty") || n.contains("junit")).toList());
  }
}
