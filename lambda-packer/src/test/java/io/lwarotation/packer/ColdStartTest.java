package io.lwarotation.packer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ColdStartTest {
  private static final LocalDateTime TIME = LocalDateTime.of(2026, 1, 2, 3, 4, 6);

  /** Runs what an upload holds, verified by the JVM. */
  private static final class Loader extends ClassLoader {
    private final Map<String, byte[]> files;

    Loader(Map<String, byte[]> files) {
      super(ClassLoader.getPlatformClassLoader());
      this.files = files;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] bytes = files.get(name.replace('.', '/') + ".class");
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, bytes, 0, bytes.length);
    }

    Object call(Class<?> program) throws ReflectiveOperationException {
      Object copy = loadClass(program.getName()).getConstructor().newInstance();
      try {
        return ((Callable<?>) copy).call();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }

  private static Map<String, byte[]> samples() throws IOException {
    String folder = Samples.class.getPackageName().replace('.', '/');
    Map<String, byte[]> files = new TreeMap<>();
    Path classes = Path.of("target/test-classes").resolve(folder);
    try (DirectoryStream<Path> found = Files.newDirectoryStream(classes, "Samples*.class")) {
      for (Path file : found) {
        files.put(folder + "/" + file.getFileName(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  private static Map<String, byte[]> read(Path zip) throws IOException {
    Map<String, byte[]> files = new HashMap<>();
    try (ZipFile archive = new ZipFile(zip.toFile())) {
      for (ZipEntry entry : archive.stream().toList()) {
        assertEquals(TIME, entry.getTimeLocal());
        files.put(entry.getName(), archive.getInputStream(entry).readAllBytes());
      }
    }
    return files;
  }

  private static Map<String, byte[]> packed(Map<String, byte[]> files, Path folder)
      throws IOException {
    Path zip = folder.resolve("upload.zip");
    new Upload(files, TIME).write(zip);
    Packer.main(new String[] {zip.toString()});
    return read(zip);
  }

  /** Each call that is still linked at run time: its bootstrap and where it stands. */
  private static List<String> dynamicCalls(Map<String, byte[]> files) {
    List<String> calls = new ArrayList<>();
    files.forEach(
        (name, bytes) -> {
          if (name.endsWith(".class")) {
            for (MethodModel method : ClassFile.of().parse(bytes).methods()) {
              method.code().stream()
                  .flatMap(code -> code.elementStream())
                  .filter(InvokeDynamicInstruction.class::isInstance)
                  .map(element -> ((InvokeDynamicInstruction) element).bootstrapMethod())
                  .forEach(
                      bootstrap ->
                          calls.add(bootstrap.methodName() + " in " + method.methodName()));
            }
          }
        });
    return calls;
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a switch may not end
  void whatIsRewrittenDoesTheSame(@TempDir Path folder) throws Exception {
    Map<String, byte[]> before = samples();
    Map<String, byte[]> after = packed(before, folder);

    Object expected = new Samples().call();
    assertTrue(expected.toString().contains("area of Square[side=3]=9.0"), expected.toString());
    assertEquals(expected.toString(), new Loader(before).call(Samples.class).toString());
    assertEquals(expected.toString(), new Loader(after).call(Samples.class).toString());
  }

  @Test
  void onlyWhatItDoesNotKnowIsLeftToTheJvm(@TempDir Path folder) throws Exception {
    Map<String, byte[]> before = samples();
    Map<String, byte[]> after = packed(before, folder);

    assertTrue(dynamicCalls(before).size() > 60, dynamicCalls(before).toString());
    List<String> left = new ArrayList<>(dynamicCalls(after));
    left.removeIf(
        call -> call.startsWith("makeConcatWithConstants") || call.startsWith("bootstrap"));
    left.sort(String::compareTo);
    assertEquals(
        List.of(
            "altMetafactory in $deserializeLambda$",
            "altMetafactory in leftToTheJvm", // serializable
            "metafactory in primitives", // widens
            "typeSwitch in area", // over the number in a record
            "typeSwitch in leftToTheJvm"), // with constants
        left);
  }

  @Test
  void twoRunsGiveTheSameBytes(@TempDir Path one, @TempDir Path other) throws Exception {
    packed(samples(), one);
    packed(samples(), other);

    assertEquals(-1L, Files.mismatch(one.resolve("upload.zip"), other.resolve("upload.zip")));
  }

  @Test
  void unusedPartsOfAwsCrtKeepTheirDeclarationsOnly(@TempDir Path folder) throws Exception {
    ClassDesc type = ClassDesc.of("software.amazon.awssdk.crt.mqtt.Sample");
    ClassModel model = ClassFile.of().parse(samples().get("io/lwarotation/packer/Samples.class"));
    byte[] renamed = ClassFile.of().transformClass(model, type, (builder, e) -> builder.with(e));
    Map<String, byte[]> after =
        packed(Map.of("software/amazon/awssdk/crt/mqtt/Sample.class", renamed), folder);

    ClassModel left =
        ClassFile.of().parse(after.get("software/amazon/awssdk/crt/mqtt/Sample.class"));
    List<String> declared =
        model.methods().stream()
            .map(method -> method.methodName() + method.methodType().stringValue())
            .filter(method -> !method.startsWith("lambda$"))
            .toList();
    assertEquals(
        declared,
        left.methods().stream()
            .map(method -> method.methodName() + method.methodType().stringValue())
            .toList());
    assertEquals(
        model.fields().stream().map(field -> field.fieldName().stringValue()).toList(),
        left.fields().stream().map(field -> field.fieldName().stringValue()).toList());
    Class<?> loaded = new Loader(after).loadClass("software.amazon.awssdk.crt.mqtt.Sample");
    ReflectiveOperationException refused =
        assertThrows(
            ReflectiveOperationException.class, () -> loaded.getConstructor().newInstance());
    assertInstanceOf(UnsupportedOperationException.class, refused.getCause());
  }

  @Test
  void theNoticeSaysThatClassesWereChanged(@TempDir Path folder) throws Exception {
    Map<String, byte[]> files = new HashMap<>(samples());
    files.put("META-INF/NOTICE", "A library\nCopyright somebody\n".getBytes(UTF_8));
    String notice = new String(packed(files, folder).get("META-INF/NOTICE"), UTF_8);

    assertTrue(notice.startsWith("A library\nCopyright somebody\n\nClasses were changed"), notice);
  }

  @Test
  void aClassThatTheJvmWouldNotTakeFailsTheBuild() {
    byte[] bad =
        ClassFile.of(ClassFile.StackMapsOption.DROP_STACK_MAPS)
            .build(
                ClassDesc.of("Bad"),
                builder ->
                    builder.withMethodBody(
                        "bad",
                        MethodTypeDesc.ofDescriptor("()I"),
                        ClassFile.ACC_STATIC,
                        code -> code.aconst_null().areturn()));
    IllegalStateException refused =
        assertThrows(
            IllegalStateException.class,
            () -> ColdStart.prepare(new Upload(Map.of("Bad.class", bad), TIME)));

    String message = String.valueOf(refused.getMessage());
    assertTrue(message.startsWith("Bad would not be taken by the JVM"), message);
  }
}
