package io.lwarotation.packer;

import static java.lang.constant.ConstantDescs.CD_int;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.lang.runtime.SwitchBootstraps;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What {@link SwitchBootstraps#typeSwitch} does for labels that are all classes, as a method. */
record TypeSwitch(
    ClassDesc owner,
    boolean inInterface,
    String name,
    MethodTypeDesc type,
    List<ClassDesc> labels) {
  /** Empty if the call is none, or has other labels. */
  static Optional<TypeSwitch> of(ClassModel model, InvokeDynamicInstruction call, int number) {
    if (!PlainCode.isLinkedBy(SwitchBootstraps.class, "typeSwitch", call)
        || call.typeSymbol().parameterType(0).isPrimitive()) {
      return Optional.empty();
    }
    List<ClassDesc> labels = new ArrayList<>();
    for (ConstantDesc label : call.bootstrapArgs()) {
      if (!(label instanceof ClassDesc type) || type.isPrimitive()) {
        return Optional.empty();
      }
      labels.add(type);
    }
    return Optional.of(
        new TypeSwitch(
            model.thisClass().asSymbol(),
            model.flags().has(AccessFlag.INTERFACE),
            "typeSwitch$" + number,
            call.typeSymbol(),
            labels));
  }

  /** In the place of the call. */
  void call(CodeBuilder code) {
    code.invokestatic(owner, name, type, inInterface);
  }

  /**
   * The method: −1 for null, otherwise the first label from the given one on that fits, or their
   * number.
   */
  void addTo(ClassBuilder builder) {
    int flags = ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC;
    builder.withMethodBody(
        name,
        type,
        flags,
        code -> {
          Label present = code.newLabel();
          code.aload(0).ifnonnull(present).iconst_m1().ireturn().labelBinding(present);
          for (int i = 0; i < labels.size(); i++) {
            Label next = code.newLabel();
            code.iload(1).loadConstant(i).if_icmpgt(next);
            code.aload(0).instanceOf(labels.get(i)).ifeq(next);
            code.loadConstant(i).ireturn();
            code.labelBinding(next);
          }
          code.loadConstant(labels.size()).ireturn();
        });
  }

  TypeSwitch {
    if (!type.returnType().equals(CD_int)) {
      throw new IllegalArgumentException("not the type of a switch: " + type.displayDescriptor());
    }
  }
}
