package io.lwarotation.packer;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.NestHostAttribute;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.LambdaMetafactory;
import java.util.List;
import java.util.Optional;

/**
 * What {@link LambdaMetafactory#metafactory} does, ahead of time: a class that keeps what the
 * lambda captured, and whose one method calls the lambda's body.
 *
 * @param type of the new class
 * @param captured types of what it keeps
 * @param shape the interface
 * @param method the interface's method
 * @param declared its type, as the interface declares it
 * @param actual its type, as the lambda was written
 * @param body what it calls
 */
record Lambda(
    ClassDesc type,
    List<ClassDesc> captured,
    ClassDesc shape,
    String method,
    MethodTypeDesc declared,
    MethodTypeDesc actual,
    DirectMethodHandleDesc body) {
  private static final String MAKE = "make";

  /** Empty if the call is none, or of a kind that is left to the JVM. */
  static Optional<Lambda> of(ClassModel model, InvokeDynamicInstruction call, int number) {
    List<ConstantDesc> arguments = call.bootstrapArgs();
    if (!PlainCode.isLinkedBy(LambdaMetafactory.class, "metafactory", call)
        || !(arguments.get(0) instanceof MethodTypeDesc declared)
        || !(arguments.get(1) instanceof DirectMethodHandleDesc body)
        || !(arguments.get(2) instanceof MethodTypeDesc actual)) {
      return Optional.empty();
    }
    String name = model.thisClass().asInternalName().replace('/', '.') + "$$Lambda" + number;
    Lambda lambda =
        new Lambda(
            ClassDesc.of(name),
            call.typeSymbol().parameterList(),
            call.typeSymbol().returnType(),
            call.name().stringValue(),
            declared,
            actual,
            body);
    return lambda.isSimple() ? Optional.of(lambda) : Optional.empty();
  }

  /** What the body takes, with the object it is called on in front. */
  private List<ClassDesc> taken() {
    return body.invocationType().parameterList();
  }

  private ClassDesc given() {
    return body.invocationType().returnType();
  }

  private boolean isSimple() {
    boolean known =
        switch (body.kind()) {
          case STATIC,
              INTERFACE_STATIC,
              VIRTUAL,
              SPECIAL,
              INTERFACE_VIRTUAL,
              INTERFACE_SPECIAL,
              CONSTRUCTOR ->
              true;
          default -> false;
        };
    List<ClassDesc> taken = taken();
    if (!known || taken.size() != captured.size() + actual.parameterCount()) {
      return false;
    }
    for (int i = 0; i < actual.parameterCount(); i++) {
      if (!Adaptation.isSimple(actual.parameterType(i), taken.get(captured.size() + i))) {
        return false;
      }
    }
    return declared.returnType().equals(CD_void)
        || Adaptation.isSimple(given(), actual.returnType());
  }

  /** In the place of the call: takes what is captured from the stack, leaves the object there. */
  void make(CodeBuilder code) {
    code.invokestatic(type, MAKE, MethodTypeDesc.of(shape, captured));
  }

  /**
   * The new class.
   *
   * @param host of the nest it belongs to, so that it may call private bodies
   */
  byte[] classFile(ClassFile classFile, ClassDesc host) {
    return classFile.build(
        type,
        builder -> {
          builder.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER | ClassFile.ACC_SYNTHETIC);
          builder.withInterfaceSymbols(shape);
          builder.with(NestHostAttribute.of(host));
          for (int i = 0; i < captured.size(); i++) {
            builder.withField(
                field(i), captured.get(i), ClassFile.ACC_PRIVATE | ClassFile.ACC_FINAL);
          }
          addConstructor(builder);
          addMake(builder);
          builder.withMethodBody(method, declared, ClassFile.ACC_PUBLIC, this::call);
        });
  }

  private static String field(int i) {
    return "captured" + i;
  }

  private MethodTypeDesc constructor() {
    return MethodTypeDesc.of(CD_void, captured);
  }

  private void addConstructor(ClassBuilder builder) {
    builder.withMethodBody(
        INIT_NAME,
        constructor(),
        ClassFile.ACC_PRIVATE,
        code -> {
          code.aload(0).invokespecial(CD_Object, INIT_NAME, MethodTypeDesc.of(CD_void));
          for (int i = 0; i < captured.size(); i++) {
            code.aload(0);
            code.loadLocal(TypeKind.from(captured.get(i)), code.parameterSlot(i));
            code.putfield(type, field(i), captured.get(i));
          }
          code.return_();
        });
  }

  private void addMake(ClassBuilder builder) {
    builder.withMethodBody(
        MAKE,
        MethodTypeDesc.of(shape, captured),
        ClassFile.ACC_STATIC,
        code -> {
          code.new_(type).dup();
          for (int i = 0; i < captured.size(); i++) {
            code.loadLocal(TypeKind.from(captured.get(i)), code.parameterSlot(i));
          }
          code.invokespecial(type, INIT_NAME, constructor()).areturn();
        });
  }

  private void call(CodeBuilder code) {
    if (body.kind() == DirectMethodHandleDesc.Kind.CONSTRUCTOR) {
      code.new_(body.owner()).dup();
    }
    for (int i = 0; i < captured.size(); i++) {
      code.aload(0).getfield(type, field(i), captured.get(i));
    }
    List<ClassDesc> taken = taken();
    for (int i = 0; i < declared.parameterCount(); i++) {
      code.loadLocal(TypeKind.from(declared.parameterType(i)), code.parameterSlot(i));
      Adaptation.narrow(code, declared.parameterType(i), actual.parameterType(i));
      Adaptation.adapt(code, actual.parameterType(i), taken.get(captured.size() + i));
    }
    callBody(code);
    if (declared.returnType().equals(CD_void)) {
      drop(code);
    } else {
      Adaptation.adapt(code, given(), actual.returnType());
    }
    code.return_(TypeKind.from(declared.returnType()));
  }

  private void callBody(CodeBuilder code) {
    MethodTypeDesc symbol = MethodTypeDesc.ofDescriptor(body.lookupDescriptor());
    ClassDesc owner = body.owner();
    switch (body.kind()) {
      case STATIC, INTERFACE_STATIC ->
          code.invokestatic(owner, body.methodName(), symbol, body.isOwnerInterface());
      case CONSTRUCTOR -> code.invokespecial(owner, INIT_NAME, symbol);
      // A private method of the nest is called like any other.
      case VIRTUAL, SPECIAL, INTERFACE_VIRTUAL, INTERFACE_SPECIAL -> {
        if (body.isOwnerInterface()) {
          code.invokeinterface(owner, body.methodName(), symbol);
        } else {
          code.invokevirtual(owner, body.methodName(), symbol);
        }
      }
      default -> throw new IllegalStateException("no lambda calls " + body);
    }
  }

  private void drop(CodeBuilder code) {
    switch (TypeKind.from(given()).slotSize()) {
      case 1 -> code.pop();
      case 2 -> code.pop2();
      default -> {} // the body gives nothing
    }
  }
}
