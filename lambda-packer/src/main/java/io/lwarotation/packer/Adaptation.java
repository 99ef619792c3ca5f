package io.lwarotation.packer;

import static java.lang.constant.ConstantDescs.CD_Object;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Map;

/** From one type to another, where a lambda's interface and its body differ. */
final class Adaptation {
  private static final Map<ClassDesc, ClassDesc> BOXES =
      Map.of(
          ConstantDescs.CD_boolean, ConstantDescs.CD_Boolean,
          ConstantDescs.CD_byte, ConstantDescs.CD_Byte,
          ConstantDescs.CD_char, ConstantDescs.CD_Character,
          ConstantDescs.CD_double, ConstantDescs.CD_Double,
          ConstantDescs.CD_float, ConstantDescs.CD_Float,
          ConstantDescs.CD_int, ConstantDescs.CD_Integer,
          ConstantDescs.CD_long, ConstantDescs.CD_Long,
          ConstantDescs.CD_short, ConstantDescs.CD_Short);

  private Adaptation() {}

  /** Whether {@link #adapt} knows the way: not where a number would be widened. */
  static boolean isSimple(ClassDesc from, ClassDesc to) {
    if (from.isPrimitive() && to.isPrimitive()) {
      return from.equals(to);
    }
    if (from.isPrimitive()) {
      return BOXES.containsKey(from); // not void
    }
    return !to.isPrimitive() || from.equals(BOXES.get(to));
  }

  /** The value on the stack is a {@code to} in truth, whatever it was passed as. */
  static void narrow(CodeBuilder code, ClassDesc from, ClassDesc to) {
    if (!from.equals(to) && !to.equals(CD_Object)) {
      code.checkcast(to);
    }
  }

  /** Boxes, unboxes or casts the value on the stack. */
  static void adapt(CodeBuilder code, ClassDesc from, ClassDesc to) {
    if (from.equals(to)) {
      return;
    }
    if (from.isPrimitive()) {
      ClassDesc box = BOXES.get(from);
      code.invokestatic(box, "valueOf", MethodTypeDesc.of(box, from));
    } else if (to.isPrimitive()) {
      code.invokevirtual(from, to.displayName() + "Value", MethodTypeDesc.of(to));
    } else if (!to.equals(CD_Object)) {
      code.checkcast(to);
    }
  }
}
