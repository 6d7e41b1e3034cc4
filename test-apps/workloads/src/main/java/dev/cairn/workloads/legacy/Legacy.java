package dev.cairn.workloads.legacy;

/**
 * A warehouse's nightly run, as such programs were written in 1999: {@code Legacy [orders=60000]}.
 * The work is spread over three classes that talk through statics; the loop that matters, {@code
 * Dispatcher#drain}, runs three calls below main, inside a static state machine.
 */
@SuppressWarnings("StatementSwitchToExpressionSwitch")
public final class Legacy {
  static final int START = 0;
  static final int FILL = 1;
  static final int WORK = 2;
  static final int AUDIT = 3;
  static final int END = 4;

  static int state = START;
  static int orders = 60000;
  static int day = 0;

  private Legacy() {}

  public static void main(String[] args) {
    if (args.length > 0) {
      orders = Integer.parseInt(args[0]);
    }
    while (state != END) {
      state = advance(state);
    }
    Ledger.printTotals();
  }

  static int advance(int from) {
    switch (from) {
      case START:
        Ledger.open();
        return FILL;
      case FILL:
        Dispatcher.fill(orders / 10);
        return WORK;
      case WORK:
        return Dispatcher.work() ? AUDIT : WORK;
      case AUDIT:
        System.out.println(Ledger.audit(day));
        return ++day == 10 ? END : FILL;
      default:
        throw new IllegalStateException("state " + from);
    }
  }
}
