package dev.cairn.snapshot.format;

import dev.cairn.snapshot.DamagedSnapshotException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The packs in a directory, to read from. What was deleted or written by others since is seen after
 * {@link #refresh}; a chunk that is not found lets it look again by itself, since a collection may
 * have moved it into another pack. Not thread-safe.
 */
public final class ChunkDirectory implements ChunkSource {
  /** Files whose name is another one are none of ours. */
  public static final Pattern PACK = Pattern.compile("pack-[0-9a-f]{32}\\.chunks");

  private final Path directory;
  private final Map<String, Pack> packs = new TreeMap<>();
  private final Map<String, String> damaged = new TreeMap<>();

  private ChunkDirectory(Path directory) {
    this.directory = directory;
  }

  /** A directory that is not there has no chunks. */
  public static ChunkDirectory open(Path directory) throws IOException {
    ChunkDirectory d = new ChunkDirectory(directory);
    d.refresh();
    return d;
  }

  /** Looks which packs there are now. One whose index is damaged is passed over. */
  public void refresh() throws IOException {
    Set<String> there = new HashSet<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = file.getFileName().toString();
        if (PACK.matcher(name).matches()) {
          there.add(name);
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      there.clear();
    }
    damaged.keySet().retainAll(there);
    for (String name : List.copyOf(packs.keySet())) {
      if (!there.contains(name)) {
        forget(name);
      }
    }
    for (String name : there) {
      if (!packs.containsKey(name) && !damaged.containsKey(name)) {
        try {
          packs.put(name, Pack.open(directory.resolve(name)));
        } catch (NoSuchFileException e) {
          // collected since the directory was listed
        } catch (DamagedSnapshotException e) {
          damaged.put(name, String.valueOf(e.getMessage()));
        }
      }
    }
  }

  private void forget(String name) throws IOException {
    Pack gone = packs.remove(name);
    if (gone != null) {
      gone.close();
    }
  }

  /**
   * How much of a pack is wanted.
   *
   * @param bytes of its file
   * @param wanted bytes of chunks in it that are wanted
   */
  public record Use(Path file, long bytes, long wanted) {}

  /**
   * How much of each pack is wanted, where these chunks are. Of a chunk that lies in several packs
   * one is wanted: one that is whole.
   */
  public List<Use> uses(Set<ChunkId> wanted) throws IOException {
    Map<ChunkId, Pack> holders = new HashMap<>();
    Map<Pack, Long> bytes = new HashMap<>();
    for (Pack p : packs.values()) {
      bytes.put(p, 0L);
      for (int i = 0; i < p.index().size(); i++) {
        ChunkId id = p.index().id(i);
        if (wanted.contains(id)) {
          Pack other = holders.get(id);
          if (other == null || !other.isWhole(id)) {
            holders.put(id, p);
            bytes.merge(p, (long) p.index().stored(i), Long::sum);
            if (other != null) {
              bytes.merge(other, -(long) other.index().stored(other.index().find(id)), Long::sum);
            }
          }
        }
      }
    }
    List<Use> uses = new ArrayList<>();
    for (Pack p : packs.values()) {
      uses.add(new Use(p.file(), p.length(), bytes.getOrDefault(p, 0L)));
    }
    return uses;
  }

  /** Copies the wanted chunks of some packs. */
  public void copyTo(PackWriter out, List<Use> from, Set<ChunkId> wanted) throws IOException {
    Set<Path> files = new HashSet<>();
    from.forEach(u -> files.add(u.file()));
    for (Pack p : packs()) {
      if (files.contains(p.file())) {
        for (int i = 0; i < p.index().size(); i++) {
          if (wanted.contains(p.index().id(i))) {
            copy(p.index().id(i), out);
          }
        }
      }
    }
  }

  /** Whether a pack of this name is there, and whole. */
  public boolean hasPack(String name) {
    return packs.containsKey(name);
  }

  Path directory() {
    return directory;
  }

  /** Files that can't be used. */
  public List<Path> damagedFiles() {
    return damaged.keySet().stream().map(directory::resolve).toList();
  }

  /** What is wrong with packs that can't be used; one line each. */
  List<String> damaged() {
    return new ArrayList<>(damaged.values());
  }

  List<Pack> packs() {
    return new ArrayList<>(packs.values());
  }

  @Override
  public boolean has(ChunkId id) {
    for (Pack p : packs.values()) {
      if (p.has(id)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean read(ChunkId id, int plain, byte[] to) throws IOException {
    return find(id, p -> p.read(id, plain, to));
  }

  @Override
  public boolean check(ChunkId id, int plain) throws IOException {
    return find(id, p -> p.check(id, plain));
  }

  @Override
  public boolean copy(ChunkId id, PackWriter to) throws IOException {
    return find(id, p -> p.copy(id, to));
  }

  private interface Reading {
    boolean of(Pack pack) throws IOException;
  }

  private boolean find(ChunkId id, Reading reading) throws IOException {
    DamagedSnapshotException damage = null; // another pack may hold it whole
    for (int round = 0; round < 2; round++) {
      for (Pack p : packs()) {
        try {
          if (p.has(id) && reading.of(p)) {
            return true;
          }
        } catch (NoSuchFileException e) {
          // collected since: the chunk lies elsewhere now
        } catch (DamagedSnapshotException e) {
          damage = e;
        }
      }
      refresh();
    }
    if (damage != null) {
      throw damage;
    }
    return false;
  }

  @Override
  public void close() throws IOException {
    for (Pack p : packs()) {
      p.close();
    }
  }
}
