package dev.cairn.targets;

import static dev.cairn.targets.Points.f;
import static dev.cairn.targets.Points.loop;
import static dev.cairn.targets.Points.s;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;

/** Hard case 23: safe points below handlers of dynamic proxies, whose classes the JDK makes up. */
public final class Proxies {
  private static int calls;

  /** Not public: its proxies are of this package. */
  interface Service {
    int count(String what, long by);

    double[] fill(int n) throws IOException;

    void tell(StringBuilder out);

    char letter();
  }

  private record Real(int base) implements Service {
    @Override
    public int count(String what, long by) {
      return base + f(what.length()) + (int) by + ++calls;
    }

    @Override
    public double[] fill(int n) throws IOException {
      calls++;
      if (n > 2) {
        throw new IOException("too many: " + f(n));
      }
      return new double[] {loop(n), calls};
    }

    @Override
    public void tell(StringBuilder out) {
      out.append(s("told ")).append(++calls);
    }

    @Override
    public char letter() {
      return (char) ('a' + f(++calls) % 26);
    }
  }

  /** What legacy frameworks do around each call. */
  private record Counting(Object target) implements InvocationHandler {
    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
      calls++;
      f(1);
      try {
        return method.invoke(target, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      } finally {
        calls += 10;
      }
    }
  }

  private Proxies() {}

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(Proxies.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  public static void main(String[] args) throws IOException {
    services();
    of();
    failing();
    System.out.println("calls " + calls);
  }

  private static void services() throws IOException {
    Service service = proxy(Service.class, new Counting(new Real(100)));
    Service twice = proxy(Service.class, new Counting(service));
    StringBuilder out = new StringBuilder();
    for (Service s : new Service[] {service, twice}) {
      out.append(2 * s.count("abc", 4L) + 1).append(' ').append(s.letter());
      // As text: how much room a builder makes for a number is the release's.
      out.append("" + (s.fill(2)[0] + s.fill(1)[1])).append(' ');
      s.tell(out);
      try {
        out.append(s.fill(3).length);
      } catch (IOException e) {
        out.append(e.getMessage()).append(f(++calls));
      }
    }
    System.out.println(out);
  }

  /** Of the JDK's interfaces; called by the JDK, too. */
  private static void of() {
    IntUnaryOperator op = proxy(IntUnaryOperator.class, (p, m, a) -> loop((int) a[0]) + ++calls);
    IntUnaryOperator twice = v -> v * f(2);
    System.out.print(op.applyAsInt(3) + twice.applyAsInt(op.applyAsInt(5)));
    @SuppressWarnings("unchecked")
    Consumer<Object> each =
        proxy(
            Consumer.class,
            (p, m, a) -> {
              System.out.print(" " + a[0] + f(++calls));
              return null;
            });
    new ArrayList<>(List.of("x", "y")).forEach(each); // by the same code in each release
    System.out.println();
  }

  /** What comes out of a handler, and may not come out of the method. */
  private static void failing() {
    Service undeclared =
        proxy(
            Service.class,
            (p, m, a) -> {
              throw new IOException("undeclared " + f(++calls));
            });
    Service wrong = proxy(Service.class, (p, m, a) -> s("text") + ++calls);
    Service nothing = proxy(Service.class, (p, m, a) -> f(1) > 0 ? null : p);
    for (int i = 0; i < 6; i++) {
      Service service = i < 2 ? undeclared : i < 4 ? wrong : nothing;
      try {
        System.out.print(i % 2 == 0 ? service.count("", 1) : service.fill(1).length);
      } catch (UndeclaredThrowableException e) {
        String why = "wrapped " + e.getMessage() + e.getCause();
        System.out.println(why + f(++calls));
      } catch (IOException | ClassCastException | NullPointerException e) {
        String why = e.getClass().getName();
        System.out.println(why + s(" ") + ++calls);
      }
    }
  }
}
