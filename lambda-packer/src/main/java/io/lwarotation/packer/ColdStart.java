package io.lwarotation.packer;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.constant.ClassDesc;
import java.util.List;

/** All that is done to an upload. */
final class ColdStart {
  /**
   * Parts of aws-crt that no function here uses. Its native library looks each of their classes up
   * by name when it is loaded, so that they cannot be left out.
   */
  private static final List<String> UNUSED =
      List.of("mqtt", "mqtt5", "iot", "eventstream", "s3").stream()
          .map(part -> "software.amazon.awssdk.crt." + part)
          .toList();

  private ColdStart() {}

  /**
   * Rewrites the classes of the upload.
   *
   * @throws IllegalStateException if a class would not pass the JVM's verifier afterwards
   */
  static Packer.Told prepare(Upload upload) {
    int declarations = 0;
    PlainCode plain = new PlainCode(upload);
    for (ClassModel model : upload.classes()) {
      if (isUnused(model.thisClass().asSymbol())) {
        upload.put(model.thisClass().asSymbol(), Declarations.of(model));
        declarations++;
      } else {
        plain.rewrite(model);
      }
    }
    plain.completeNests();
    verify(upload);
    upload.notice(
        "Classes were changed when they were packed: lambdas and switches over types were made"
            + " plain code, and of the packages "
            + String.join(", ", UNUSED)
            + " only the declarations are left.");
    return new Packer.Told(plain.lambdas(), plain.switches(), declarations);
  }

  /** With the packages below it. */
  private static boolean isUnused(ClassDesc type) {
    String name = type.packageName() + ".";
    return UNUSED.stream().anyMatch(part -> name.startsWith(part + "."));
  }

  private static void verify(Upload upload) {
    ClassFile classFile = upload.classFile();
    for (ClassModel model : upload.classes()) {
      List<VerifyError> errors = classFile.verify(model);
      if (!errors.isEmpty()) {
        throw new IllegalStateException(
            model.thisClass().asInternalName()
                + " would not be taken by the JVM: "
                + errors.getFirst().getMessage(),
            errors.getFirst());
      }
    }
  }
}
