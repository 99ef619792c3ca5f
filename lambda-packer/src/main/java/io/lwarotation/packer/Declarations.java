package io.lwarotation.packer;

import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.CLASS_INIT_NAME;
import static java.lang.constant.ConstantDescs.INIT_NAME;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;

/**
 * A class that can be looked up with all its fields and methods, and used for nothing: its methods
 * throw, and it sets nothing up when it is initialized.
 */
final class Declarations {
  private static final ClassDesc THROWN = ClassDesc.of("java.lang.UnsupportedOperationException");
  private static final MethodTypeDesc NO_ARGUMENTS = MethodTypeDesc.of(CD_void);

  private Declarations() {}

  static byte[] of(ClassModel model) {
    return ClassFile.of()
        .build(
            model.thisClass().asSymbol(),
            builder -> {
              builder.withVersion(model.majorVersion(), model.minorVersion());
              builder.withFlags(model.flags().flagsMask());
              model.superclass().map(ClassEntry::asSymbol).ifPresent(builder::withSuperclass);
              builder.withInterfaceSymbols(
                  model.interfaces().stream().map(ClassEntry::asSymbol).toList());
              for (FieldModel field : model.fields()) {
                builder.withField(
                    field.fieldName().stringValue(),
                    field.fieldTypeSymbol(),
                    field.flags().flagsMask());
              }
              for (MethodModel method : model.methods()) {
                if (isDeclared(method)) {
                  declare(builder, method);
                }
              }
            });
  }

  /** Not the initializer, and not the bodies of lambdas. */
  private static boolean isDeclared(MethodModel method) {
    boolean made =
        method.flags().has(AccessFlag.SYNTHETIC)
            && method.methodName().stringValue().startsWith("lambda$");
    return !made && !method.methodName().equalsString(CLASS_INIT_NAME);
  }

  private static void declare(ClassBuilder builder, MethodModel method) {
    String name = method.methodName().stringValue();
    int flags = method.flags().flagsMask();
    if (method.code().isEmpty()) {
      builder.withMethod(name, method.methodTypeSymbol(), flags, _ -> {});
      return;
    }
    builder.withMethodBody(
        name,
        method.methodTypeSymbol(),
        flags,
        code -> code.new_(THROWN).dup().invokespecial(THROWN, INIT_NAME, NO_ARGUMENTS).athrow());
  }
}
