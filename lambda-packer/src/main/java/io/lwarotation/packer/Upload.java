package io.lwarotation.packer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** The files of one upload, by name. */
final class Upload {
  private static final String CLASS = ".class";
  private static final String NOTICE = "META-INF/NOTICE";

  private final Map<String, byte[]> files;

  /** Of all entries, without a zone: two builds of one commit give the same bytes anywhere. */
  private final LocalDateTime time;

  Upload(Map<String, byte[]> files, LocalDateTime time) {
    this.files = new TreeMap<>(files);
    this.time = time;
  }

  static Upload read(Path zip) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    LocalDateTime time = LocalDateTime.of(1980, 1, 1, 0, 0);
    try (InputStream in = Files.newInputStream(zip);
        ZipInputStream archive = new ZipInputStream(in)) {
      for (ZipEntry next = archive.getNextEntry(); next != null; next = archive.getNextEntry()) {
        time = next.getTimeLocal();
        if (!next.isDirectory()) {
          files.put(next.getName(), archive.readAllBytes());
        }
      }
    }
    return new Upload(files, time);
  }

  void write(Path zip) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream archive = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setTimeLocal(time);
        archive.putNextEntry(entry);
        archive.write(file.getValue());
        archive.closeEntry();
      }
    }
    Files.write(zip, bytes.toByteArray());
  }

  /** All classes, in the order of their names. */
  List<ClassModel> classes() {
    return files.entrySet().stream()
        .filter(file -> file.getKey().endsWith(CLASS))
        .map(file -> ClassFile.of().parse(file.getValue()))
        .toList();
  }

  Optional<ClassModel> find(ClassDesc type) {
    return Optional.ofNullable(files.get(file(type))).map(bytes -> ClassFile.of().parse(bytes));
  }

  void put(ClassDesc type, byte[] bytes) {
    files.put(file(type), bytes);
  }

  /** Says in the notice what Apache's licence asks to be said. */
  void notice(String sentence) {
    String before = new String(files.getOrDefault(NOTICE, new byte[0]), UTF_8);
    files.put(NOTICE, (before.stripTrailing() + "\n\n" + sentence + "\n").getBytes(UTF_8));
  }

  /** With what the classes extend: the upload's own, then the JDK's. */
  ClassFile classFile() {
    return ClassFile.of(
        ClassFile.ClassHierarchyResolverOption.of(
            ClassHierarchyResolver.ofResourceParsing(this::stream)
                .orElse(ClassHierarchyResolver.defaultResolver())));
  }

  private @Nullable InputStream stream(ClassDesc type) {
    byte[] bytes = files.get(file(type));
    return bytes == null ? null : new ByteArrayInputStream(bytes);
  }

  private static String file(ClassDesc type) {
    String descriptor = type.descriptorString();
    return descriptor.substring(1, descriptor.length() - 1) + CLASS;
  }
}
