package io.lwarotation.local.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;

/**
 * Packages that were unpacked in this JVM, each once: the code of a function is read only in Lambda
 * too, so all functions of one package may share it. Unpacking the thousands of classes of a jar
 * anew for each function took longer than everything else.
 */
final class UnpackedCode {
  private static final Map<Upload, Path> UNPACKED = new HashMap<>();

  private UnpackedCode() {}

  /** The same bytes, as far as the file system tells. */
  private record Upload(Path code, long size, FileTime modified) {}

  /**
   * The folder with the package's files, unpacked if it was not yet; deleted when this JVM ends.
   */
  static synchronized Path of(Path code) throws IOException {
    Upload key = new Upload(code.toRealPath(), Files.size(code), Files.getLastModifiedTime(code));
    Path known = UNPACKED.get(key);
    if (known != null) {
      return known;
    }
    Path folder = Files.createTempDirectory("lambda-code").toRealPath();
    try {
      TaskFolder.unpack(code, folder);
    } catch (IOException e) {
      TaskFolder.deleteTree(folder);
      throw e;
    }
    TaskFolder.deleteAtExit(folder);
    UNPACKED.put(key, folder);
    return folder;
  }
}
