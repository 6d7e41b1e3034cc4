package dev.cairn.snapshot.random;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** Changes objects of a {@link RandomGraph}, so that later ones are found in earlier ones. */
@SuppressWarnings({"JdkObsolete", "unchecked"})
final class Changes {
  private final RandomGraph graph;
  private final Random random;

  Changes(RandomGraph graph) {
    this.graph = graph;
    this.random = graph.random;
  }

  void change(Object o) {
    if (o instanceof ArrayList || o instanceof LinkedList || o instanceof Vector) {
      list((List<Object>) o);
    } else if (o instanceof ArrayDeque) {
      deque((ArrayDeque<Object>) o);
    } else if (o instanceof HashMap || o instanceof ConcurrentHashMap) {
      map((Map<Object, Object>) o);
    } else if (o instanceof IdentityHashMap) {
      Map<Object, Object> m = (Map<Object, Object>) o;
      m.remove(graph.hashedKey());
      m.put(graph.hashedKey(), graph.any());
    } else if (o instanceof TreeMap) {
      TreeMap<String, Object> m = (TreeMap<String, Object>) o;
      m.pollFirstEntry();
      m.put(graph.text(), graph.any());
    } else if (o instanceof HashSet) {
      ((Set<Object>) o).remove(graph.key());
      ((Set<Object>) o).add(graph.key());
    } else if (o instanceof Object[] a && a.length > 0) {
      a[random.nextInt(a.length)] = graph.any(a.getClass().getComponentType());
    } else {
      other(o);
    }
  }

  private void other(Object o) {
    if (o instanceof Own.Link link) {
      link.any = graph.any();
      link.next = graph.any(Own.Link.class);
    } else if (o instanceof Own.Plain plain) {
      plain.value = graph.any();
    } else if (o instanceof AtomicReference) {
      ((AtomicReference<Object>) o).set(graph.any());
    } else if (o instanceof PriorityQueue<?> q) {
      q.poll();
    } else if (o instanceof StringBuilder b) {
      b.append(graph.text());
      b.setLength(b.length() / 2);
    } else if (o instanceof BitSet b) {
      b.set(random.nextInt(300));
    } else if (o instanceof Random r) {
      r.nextGaussian(); // keeps a second one for later
    }
  }

  private void list(List<Object> list) {
    for (int n = random.nextInt(6); n > 0 && !list.isEmpty(); n--) {
      list.remove(random.nextInt(list.size()));
    }
    for (int n = random.nextInt(6); n > 0; n--) {
      list.add(random.nextInt(list.size() + 1), graph.any());
    }
  }

  private void deque(ArrayDeque<Object> deque) {
    for (int n = random.nextInt(10); n > 0; n--) {
      deque.pollFirst();
      deque.addLast(graph.some());
    }
    deque.addFirst(graph.some());
  }

  private void map(Map<Object, Object> map) {
    if (random.nextInt(8) == 0) {
      map.clear(); // its table stays
    }
    for (int n = random.nextInt(30); n > 0; n--) {
      map.remove(graph.key());
    }
    for (int n = random.nextInt(10); n > 0; n--) {
      map.put(graph.key(), graph.some());
    }
    if (map instanceof LinkedHashMap) {
      map.get(graph.key()); // in the order of access it is the last one now
    }
  }
}
