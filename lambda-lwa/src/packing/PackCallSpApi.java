import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.classfile.Attribute;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ConstantPoolSharingOption;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * The last step of the upload of {@code CallSpApi}, started by the build straight from this source:
 * one zip for each architecture, with aws-crt's native library in {@code lib}, where Lambda's
 * library path finds it.
 *
 * <p>That library looks up classes by name when it is loaded, MQTT's and S3's among them, which
 * nobody here uses and which set much up when they are initialized. They cannot be left out; what
 * stays of them are their declarations, as fast to load as they can be (docs/adr/0009).
 */
final class PackCallSpApi {
  /** With the packages below them. */
  private static final List<String> UNUSED = List.of("mqtt", "mqtt5", "iot", "eventstream", "s3");

  private static final String CRT = "software/amazon/awssdk/crt/";
  private static final ClassDesc THROWN = ClassDesc.of("java.lang.UnsupportedOperationException");
  private static final MethodTypeDesc NO_ARGUMENTS = MethodTypeDesc.of(ConstantDescs.CD_void);

  private PackCallSpApi() {}

  /**
   * Writes {@code call-sp-api-arm64.zip} and {@code call-sp-api-x86_64.zip}.
   *
   * @param args the folder of the build, with {@code call-sp-api.zip} and {@code native} in it
   */
  public static void main(String[] args) throws IOException {
    Path target = Path.of(args[0]);
    Map<String, byte[]> files = new TreeMap<>();
    LocalDateTime time =
        LocalDateTime.of(1980, 1, 1, 0, 0); // without a zone: the same bytes anywhere
    try (ZipInputStream in =
        new ZipInputStream(Files.newInputStream(target.resolve("call-sp-api.zip")))) {
      for (ZipEntry next = in.getNextEntry(); next != null; next = in.getNextEntry()) {
        time = next.getTimeLocal();
        if (!next.isDirectory()) {
          byte[] bytes = in.readAllBytes();
          files.put(next.getName(), isUnused(next.getName()) ? declarations(bytes) : bytes);
        }
      }
    }
    files.merge("META-INF/NOTICE", notice(), PackCallSpApi::joined);
    for (Map.Entry<String, String> one : Map.of("arm64", "armv8", "x86_64", "x86_64").entrySet()) {
      Path library = target.resolve("native/linux/" + one.getValue() + "/glibc/libaws-crt-jni.so");
      files.put("lib/libaws-crt-jni.so", Files.readAllBytes(library));
      write(target.resolve("call-sp-api-" + one.getKey() + ".zip"), files, time);
    }
    for (String upload : List.of("lambda-lwa.jar", "call-sp-api-arm64.zip")) {
      double size = Files.size(target.resolve(upload)) / 1e6;
      System.out.printf(Locale.ROOT, "lambda-lwa/target/%s: %.1f MB%n", upload, size);
    }
  }

  private static boolean isUnused(String file) {
    return file.endsWith(".class")
        && UNUSED.stream().anyMatch(part -> file.startsWith(CRT + part + "/"));
  }

  /** The class with its fields and methods, which throw; nothing happens when it is initialized. */
  private static byte[] declarations(byte[] original) {
    ClassFile files = ClassFile.of(ConstantPoolSharingOption.NEW_POOL);
    return files.transformClass(
        files.parse(original),
        (builder, element) -> {
          if (element instanceof MethodModel method && method.code().isPresent()) {
            if (!isInitializer(method)) {
              builder.withMethodBody(
                  method.methodName().stringValue(),
                  method.methodTypeSymbol(),
                  method.flags().flagsMask(),
                  code ->
                      code.new_(THROWN)
                          .dup()
                          .invokespecial(THROWN, ConstantDescs.INIT_NAME, NO_ARGUMENTS)
                          .athrow());
            }
          } else if (!(element instanceof Attribute<?>)) {
            builder.with(element);
          }
        });
  }

  /** Or the body of a lambda, which only that needs. */
  private static boolean isInitializer(MethodModel method) {
    String name = method.methodName().stringValue();
    return name.equals(ConstantDescs.CLASS_INIT_NAME)
        || (method.flags().has(AccessFlag.SYNTHETIC) && name.startsWith("lambda$"));
  }

  /** As aws-crt's licence asks of who changes it. */
  private static byte[] notice() {
    return ("Of the packages "
            + String.join(", ", UNUSED)
            + " of software.amazon.awssdk.crt only the declarations are left.\n")
        .getBytes(UTF_8);
  }

  private static byte[] joined(byte[] before, byte[] added) {
    return (new String(before, UTF_8).stripTrailing() + "\n\n" + new String(added, UTF_8))
        .getBytes(UTF_8);
  }

  private static void write(Path zip, Map<String, byte[]> files, LocalDateTime time)
      throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setTimeLocal(time);
        out.putNextEntry(entry);
        out.write(file.getValue());
      }
    }
  }
}
