package io.lwarotation.packer;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Code of every shape that is rewritten, or left as it is. What it says must not change. */
public final class Samples implements Callable<Map<String, Object>> {
  private final String own = "own";
  private final Map<String, Object> said = new TreeMap<>();

  @Override
  public Map<String, Object> call() throws Exception {
    lambdas();
    methodReferences();
    primitives();
    switches();
    leftToTheJvm();
    return said;
  }

  private void lambdas() throws Exception {
    String captured = "captured";
    long wide = 1L << 40;
    double fraction = 0.5;
    Supplier<String> none = () -> "constant";
    Supplier<String> one = () -> captured + own;
    Callable<String> several = () -> captured + wide + fraction + own + captured.length();
    UnaryOperator<String> argument = text -> text + own;
    BinaryOperator<Integer> two = (a, b) -> a + b;
    List<String> effect = new ArrayList<>();
    Runnable nothing = () -> effect.add(captured); // the body gives a boolean that nobody takes
    nothing.run();
    Function<String, Supplier<String>> nested = a -> () -> a + captured;
    said.put("none", none.get());
    said.put("one", one.get());
    said.put("several", several.call());
    said.put("argument", argument.apply("x"));
    said.put("two", two.apply(2, 3));
    said.put("effect", effect.toString());
    said.put("nested", nested.apply("n").get());
    said.put("inner", new Inner().supplier().get());
    said.put("interface", ((Greets) () -> "you").greeting().get());
    said.put("optional", Optional.of("v").map(v -> v + "!").filter(v -> !v.isEmpty()).orElse("-"));
    said.put("generic", new Box<>("boxed").map(String::length).value());
  }

  private void methodReferences() {
    Function<String, Integer> virtual = String::length;
    Function<Object, String> ofClass = String::valueOf;
    Supplier<List<String>> constructor = ArrayList::new;
    Function<String, StringBuilder> constructorWith = StringBuilder::new;
    Supplier<Integer> bound = own::length;
    Function<List<String>, Integer> ofInterface = List::size;
    BiFunction<String, Object, Boolean> equal = String::equals;
    Supplier<String> ours = this::secret;
    Function<Samples, String> unbound = Samples::secret;
    IntFunction<String[]> array = String[]::new;
    said.put("virtual", virtual.apply("four"));
    said.put("ofClass", ofClass.apply(7));
    said.put("constructor", constructor.get().size());
    said.put("constructorWith", constructorWith.apply("made").toString());
    said.put("bound", bound.get());
    said.put("ofInterface", ofInterface.apply(List.of("a", "b")));
    said.put("equal", equal.apply("a", "a"));
    said.put("ours", ours.get());
    said.put("unbound", unbound.apply(this));
    said.put("array", array.apply(3).length);
    said.put(
        "joined", Stream.of("a", "b").map(String::toUpperCase).collect(Collectors.joining("+")));
  }

  private String secret() {
    return own + " secret";
  }

  private void primitives() {
    ToIntFunction<String> unboxed = String::length;
    ToLongFunction<String> widened = String::length;
    IntToLongFunction both = i -> i * 2L;
    Predicate<String> test = String::isEmpty;
    LongSupplier later = () -> 1L << 33;
    Function<Integer, Integer> boxes = Math::abs;
    said.put("unboxed", unboxed.applyAsInt("abc"));
    said.put("widened", widened.applyAsLong("abc"));
    said.put("both", both.applyAsLong(21));
    said.put("test", test.test(""));
    said.put("later", later.getAsLong());
    said.put("boxes", boxes.apply(-5));
    said.put("sum", IntStream.of(1, 2, 3).filter(i -> i % 2 == 1).sum());
  }

  private void switches() {
    for (Shape shape : List.of(new Shape.Round(2), new Shape.Square(3), new Shape.Square(-1))) {
      said.put("area of " + shape, area(shape));
    }
    for (Object any : List.of("text", 4, 5L, List.of())) {
      said.put("kind of " + any, kind(any));
    }
    said.put("label in an interface", new Shape.Square(2).label());
    try {
      said.put("null", area(none()));
    } catch (NullPointerException _) {
      said.put("null", "refused");
    }
    said.put("null with a label of its own", named(none()) + named(new Shape.Square(1)));
  }

  private static String named(@Nullable Shape shape) {
    return switch (shape) {
      case null -> "nothing";
      case Shape.Round _ -> "round";
      case Shape.Square _ -> "square";
    };
  }

  @SuppressWarnings("NullAway")
  private static Shape none() {
    return null;
  }

  private static double area(Shape shape) {
    return switch (shape) {
      case Shape.Round(int radius) -> 3.0 * radius * radius;
      case Shape.Square(int side) when side < 0 -> -1;
      case Shape.Square(int side) -> (double) side * side;
    };
  }

  private static String kind(Object any) {
    return switch (any) {
      case String text when text.length() > 10 -> "long text";
      case String text -> "text of " + text.length();
      case Integer number -> "number " + number;
      case Number number -> "other number " + number;
      default -> "other";
    };
  }

  private void leftToTheJvm() {
    Supplier<String> serializable = (Supplier<String> & Serializable) () -> "serializable";
    said.put("serializable", serializable.get());
    Object day = "monday";
    said.put(
        "constants",
        switch (day) {
          case Weekday.MONDAY -> "an enum";
          case String text when text.equals("monday") -> "a text";
          default -> "other";
        });
    said.put("record", new Shape.Round(1).equals(new Shape.Round(1)));
  }

  enum Weekday {
    MONDAY
  }

  sealed interface Shape {
    record Round(int radius) implements Shape {}

    record Square(int side) implements Shape {}

    default String label() {
      Supplier<String> name = () -> hidden() + "!";
      return switch (this) {
        case Round _ -> "round";
        case Square _ -> name.get();
      };
    }

    private String hidden() {
      return "square";
    }
  }

  @FunctionalInterface
  interface Greets {
    String whom();

    default Supplier<String> greeting() {
      return () -> "hello " + whom();
    }
  }

  private final class Inner {
    private Supplier<String> supplier() {
      String text = own + secret();
      return () -> text + own + secret();
    }
  }

  private record Box<T>(T value) {
    <R> Box<R> map(Function<? super T, ? extends R> change) {
      return new Box<>(change.apply(value));
    }
  }
}
