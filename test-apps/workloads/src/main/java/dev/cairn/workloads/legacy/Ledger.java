package dev.cairn.workloads.legacy;

import dev.cairn.workloads.Digest;
import java.util.Enumeration;
import java.util.Hashtable;

/** Stock and prices. */
@SuppressWarnings({"rawtypes", "unchecked", "JdkObsolete", "NullAway"})
final class Ledger {
  private static Hashtable stock = new Hashtable();
  private static String journal = "";
  private static double turnover;
  private static long checksum = 1;

  private Ledger() {}

  static void open() {
    for (int i = 0; i < 97; i++) {
      stock.put("item-" + i, Integer.valueOf(500 + 13 * i));
    }
  }

  /** Books one order and returns its price in cents. */
  static long post(String item, int amount) {
    int left = ((Integer) stock.get(item)).intValue() - amount;
    if (left < 0) {
      left += 1500 + item.hashCode() % 7;
      journal = journal + item + "!";
      if (journal.length() > 400) {
        checksum = checksum * 31 + journal.hashCode();
        journal = "";
      }
    }
    stock.put(item, Integer.valueOf(left));
    long price = 100 + (amount * 37L + left) % 901;
    turnover += price * 0.01;
    checksum = checksum * 31 + price;
    return price;
  }

  static String audit(int day) {
    long sum = 0;
    for (Enumeration e = stock.keys(); e.hasMoreElements(); ) {
      String item = (String) e.nextElement();
      sum = sum * 31 + ((Integer) stock.get(item)).intValue();
    }
    checksum ^= sum;
    return "day " + day + " turnover " + turnover + " stock " + Long.toHexString(sum);
  }

  static void printTotals() {
    System.out.println("orders handled: " + Dispatcher.handled());
    new Digest().add(turnover).add(checksum).add(journal).print();
  }
}
