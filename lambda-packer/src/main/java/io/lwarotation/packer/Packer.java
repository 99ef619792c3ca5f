package io.lwarotation.packer;

import java.io.IOException;
import java.nio.file.Path;

/** The build's step: rewrites the given zips in place. */
public final class Packer {
  private Packer() {}

  /**
   * Rewrites one zip after the other.
   *
   * @param args the zips
   * @throws IOException if one cannot be read or written
   * @throws IllegalStateException if a class would not pass the JVM's verifier afterwards
   */
  public static void main(String[] args) throws IOException {
    for (String arg : args) {
      Path zip = Path.of(arg);
      Upload upload = Upload.read(zip);
      Told told = ColdStart.prepare(upload);
      upload.write(zip);
      System.out.println(zip.getFileName() + ": " + told);
    }
  }

  /**
   * What was done.
   *
   * @param lambdas that are classes now
   * @param switches over types that need no bootstrap now
   * @param declarations classes of which only the declarations are left
   */
  record Told(int lambdas, int switches, int declarations) {
    @Override
    public String toString() {
      return "%d lambdas and %d switches made plain, %d classes reduced to their declarations"
          .formatted(lambdas, switches, declarations);
    }
  }
}
