package io.lwarotation.packer;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.attribute.NestHostAttribute;
import java.lang.classfile.attribute.NestMembersAttribute;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts plain code in the place of {@code invokedynamic}: for a lambda a class of its own, for a
 * switch over types a method. The JVM would make both at run time, each for about a millisecond of
 * a cold start. What it does not know it leaves as it is.
 */
final class PlainCode {
  private final Upload upload;
  private final Map<ClassDesc, List<ClassDesc>> newMembers = new LinkedHashMap<>();
  private int lambdas;
  private int switches;

  PlainCode(Upload upload) {
    this.upload = upload;
  }

  int lambdas() {
    return lambdas;
  }

  int switches() {
    return switches;
  }

  /** Rewrites one class of the upload, and adds the classes of its lambdas. */
  void rewrite(ClassModel model) {
    if (model.majorVersion() < ClassFile.JAVA_11_VERSION || !hasDynamicCalls(model)) {
      return; // before Java 11 there were no nests: a new class could not call a private body
    }
    ClassDesc type = model.thisClass().asSymbol();
    ClassDesc host = host(model);
    List<TypeSwitch> methods = new ArrayList<>();
    CodeTransform plain =
        (code, element) -> {
          if (element instanceof InvokeDynamicInstruction call) {
            Optional<Lambda> lambda = Lambda.of(model, call, lambdas);
            Optional<TypeSwitch> typeSwitch = TypeSwitch.of(model, call, methods.size());
            if (lambda.isPresent()) {
              lambdas++;
              upload.put(lambda.get().type(), lambda.get().classFile(upload.classFile(), host));
              newMembers.computeIfAbsent(host, _ -> new ArrayList<>()).add(lambda.get().type());
              lambda.get().make(code);
              return;
            }
            if (typeSwitch.isPresent()) {
              switches++;
              methods.add(typeSwitch.get());
              typeSwitch.get().call(code);
              return;
            }
          }
          code.with(element);
        };
    ClassTransform transform =
        ClassTransform.transformingMethodBodies(plain)
            .andThen(
                ClassTransform.endHandler(
                    builder -> methods.forEach(method -> method.addTo(builder))));
    upload.put(type, upload.classFile().transformClass(model, transform));
  }

  /** Whether the JVM would link the call by that method. */
  static boolean isLinkedBy(Class<?> owner, String method, InvokeDynamicInstruction call) {
    return call.bootstrapMethod().owner().descriptorString().equals(owner.descriptorString())
        && call.bootstrapMethod().methodName().equals(method);
  }

  private static boolean hasDynamicCalls(ClassModel model) {
    return model.findAttribute(Attributes.bootstrapMethods()).isPresent();
  }

  private static ClassDesc host(ClassModel model) {
    return model
        .findAttribute(Attributes.nestHost())
        .map(NestHostAttribute::nestHost)
        .map(ClassEntry::asSymbol)
        .orElseGet(() -> model.thisClass().asSymbol());
  }

  /** Tells the hosts of the new classes, which use private methods, that they are of their nest. */
  void completeNests() {
    newMembers.forEach(
        (host, members) -> {
          ClassModel model =
              upload
                  .find(host)
                  .orElseThrow(() -> new IllegalStateException(host + " is not in the upload"));
          List<ClassDesc> all = new ArrayList<>(members);
          model
              .findAttribute(Attributes.nestMembers())
              .ifPresent(
                  before -> before.nestMembers().forEach(member -> all.add(member.asSymbol())));
          ClassTransform transform =
              ClassTransform.dropping(NestMembersAttribute.class::isInstance)
                  .andThen(
                      ClassTransform.endHandler(
                          builder -> builder.with(NestMembersAttribute.ofSymbols(all))));
          upload.put(host, ClassFile.of().transformClass(model, transform));
        });
  }
}
