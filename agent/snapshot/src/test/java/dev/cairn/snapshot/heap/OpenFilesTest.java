package dev.cairn.snapshot.heap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cairn.snapshot.NotCapturableException;
import dev.cairn.snapshot.SnapshotMismatchException;
import dev.cairn.snapshot.file.FileContent;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.FileReader;
import java.io.FileWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Scanner;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Open files are opened again where they stood; the originals go on in this JVM meanwhile. */
class OpenFilesTest {
  @TempDir Path folder;

  private final List<Closeable> open = new ArrayList<>();
  private Path input;
  private Path output;

  @BeforeEach
  void files() throws IOException {
    input = Files.writeString(folder.resolve("in put"), "one\ntwo\nthree\n");
    output = Files.writeString(folder.resolve("output"), "0123456789");
  }

  @AfterEach
  void close() throws IOException {
    for (Closeable c : open) {
      c.close();
    }
  }

  private <T extends Closeable> T opened(T c) {
    open.add(c);
    return c;
  }

  private Path taken(Object... locals) {
    Path file = folder.resolve("s.cairn");
    Snapshots.write(Snapshots.capture(List.of(), locals), file);
    return file;
  }

  private List<Object> restored(Path file) {
    List<Object> copies = Snapshots.restore(file);
    copies.stream().filter(Closeable.class::isInstance).forEach(c -> open.add((Closeable) c));
    return copies;
  }

  private List<Object> copied(Object... locals) {
    return restored(taken(locals));
  }

  // ---- read ----

  @Test
  void readersGoOnWhereTheyStood() throws IOException {
    BufferedReader reader = opened(new BufferedReader(new FileReader(input.toFile(), UTF_8)));
    BufferedReader nio = opened(Files.newBufferedReader(input));
    InputStream raw = opened(new FileInputStream(input.toFile()));
    assertThat(reader.readLine()).isEqualTo("one");
    assertThat(nio.readLine()).isEqualTo("one");
    assertThat(raw.read()).isEqualTo('o');
    List<Object> copies = copied(reader, nio, raw);
    assertThat(((BufferedReader) copies.get(0)).lines()).containsExactly("two", "three");
    assertThat(((BufferedReader) copies.get(1)).lines()).containsExactly("two", "three");
    assertThat(((InputStream) copies.get(2)).readAllBytes())
        .isEqualTo("ne\ntwo\nthree\n".getBytes(UTF_8));
    assertThat(raw.read()).as("the original stands where it stood").isEqualTo('n');
  }

  @Test
  void scannersGoOnWhereTheyStood() throws IOException {
    Scanner scanner = opened(new Scanner(input, UTF_8));
    Scanner file = opened(new Scanner(input.toFile(), UTF_8));
    assertThat(scanner.next()).isEqualTo("one");
    assertThat(file.hasNextLine()).isTrue();
    List<Object> copies = copied(scanner, file);
    assertThat(((Scanner) copies.get(0)).next()).isEqualTo("two");
    assertThat(((Scanner) copies.get(1)).nextLine()).isEqualTo("one");
    assertThat(((Scanner) copies.get(1)).nextLine()).isEqualTo("two");
  }

  @Test
  void oneDescriptorStaysOne() throws IOException {
    FileInputStream first = opened(new FileInputStream(input.toFile()));
    FileInputStream second = opened(new FileInputStream(first.getFD()));
    FileChannel channel = first.getChannel();
    List<Object> copies = copied(first, second, channel);
    FileInputStream one = (FileInputStream) copies.get(0);
    FileInputStream two = (FileInputStream) copies.get(1);
    FileChannel over = (FileChannel) copies.get(2);
    assertThat(one.getFD()).isSameAs(two.getFD());
    assertThat(one.getChannel()).isSameAs(over);
    assertThat(one.read()).isEqualTo('o');
    assertThat(two.read()).isEqualTo('n');
    assertThat(over.position()).isEqualTo(2);
    over.position(8);
    assertThat(one.read()).isEqualTo('t');
    two.close();
    assertThat(one.getFD().valid()).isFalse();
    assertThatThrownBy(one::read).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> over.read(ByteBuffer.allocate(1)))
        .isInstanceOf(ClosedChannelException.class);
    assertThat(first.read()).isEqualTo('o');
  }

  @Test
  void whatIsClosedStaysClosed() throws IOException {
    FileInputStream in = new FileInputStream(input.toFile());
    FileChannel channel = FileChannel.open(input);
    in.close();
    channel.close();
    List<Object> copies = copied(in, channel);
    assertThat(((FileInputStream) copies.get(0)).getFD().valid()).isFalse();
    assertThatThrownBy(((FileInputStream) copies.get(0))::read).isInstanceOf(IOException.class);
    assertThat(((FileChannel) copies.get(1)).isOpen()).isFalse();
    ((FileChannel) copies.get(1)).close();
  }

  // ---- written ----

  @Test
  void outputsAreCutBack() throws IOException {
    BufferedWriter append =
        opened(new BufferedWriter(new FileWriter(output.toFile(), UTF_8, true)));
    Path other = folder.resolve("other");
    BufferedWriter nio = opened(Files.newBufferedWriter(other));
    append.write("a");
    nio.write("first");
    nio.flush();
    nio.write(" held back");
    Path file = taken(append, nio);
    append.write("lost");
    append.flush();
    nio.write("lost");
    nio.flush();
    List<Object> copies = restored(file);
    assertThat(output).hasContent("0123456789");
    assertThat(other).hasContent("first");
    for (Object copy : copies) {
      ((BufferedWriter) copy).write("!");
      ((BufferedWriter) copy).close();
    }
    assertThat(output).hasContent("0123456789a!");
    assertThat(other).hasContent("first held back!");
  }

  @Test
  void anyPlaceOfAFile() throws IOException {
    RandomAccessFile file = opened(new RandomAccessFile(output.toFile(), "rw"));
    FileChannel channel = opened(FileChannel.open(output, StandardOpenOption.WRITE));
    file.seek(3);
    channel.position(7);
    List<Object> copies = copied(file, channel);
    RandomAccessFile again = (RandomAccessFile) copies.get(0);
    FileChannel over = (FileChannel) copies.get(1);
    assertThat(again.getFilePointer()).isEqualTo(3);
    assertThat(again.read()).isEqualTo('3');
    again.writeShort(0x4142);
    assertThat(over.position()).isEqualTo(7);
    over.write(ByteBuffer.wrap(new byte[] {'x'}));
    assertThatThrownBy(() -> over.read(ByteBuffer.allocate(1)))
        .isInstanceOf(NonReadableChannelException.class);
    assertThat(output).hasContent("0123AB6x89");
  }

  @Test
  void whatIsHeldIsTold() throws IOException {
    OutputStream appending = opened(new FileOutputStream(output.toFile(), true));
    RandomAccessFile anywhere = opened(new RandomAccessFile(output.toFile(), "rw"));
    taken(appending, anywhere, opened(new FileInputStream(input.toFile())));
    assertThat(Snapshots.held())
        .satisfiesExactly(
            h -> {
              assertThat(h.file()).isEqualTo(output);
              assertThat(h.length()).isEqualTo(10);
              assertThat(h.unseen()).isFalse();
            },
            h -> assertThat(h.unseen()).isTrue());
  }

  @Test
  void devicesAndStandardStreams() throws IOException {
    OutputStream nowhere = opened(new FileOutputStream("/dev/null"));
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out)); // not to be closed
    List<Object> copies = Snapshots.restore(taken(nowhere, out, FileDescriptor.err));
    opened((OutputStream) copies.get(0)).write(1);
    ((PrintStream) copies.get(1)).print("");
    assertThat(((PrintStream) copies.get(1)).checkError()).isFalse();
    assertThat(copies.get(2)).isSameAs(FileDescriptor.err);
  }

  @Test
  void followsARename() throws IOException {
    FileInputStream in = opened(new FileInputStream(input.toFile()));
    Files.move(input, folder.resolve("renamed"));
    FileInputStream copy = (FileInputStream) copied(in).get(0);
    assertThat(copy.read()).isEqualTo('o');
  }

  @Test
  void archives() throws IOException {
    Path archive = folder.resolve("a.jar");
    try (JarOutputStream to = new JarOutputStream(Files.newOutputStream(archive))) {
      for (String name : List.of("one", "two", "three")) {
        to.putNextEntry(new ZipEntry(name));
        to.write(name.getBytes(UTF_8));
      }
    }
    ZipFile zip = opened(new ZipFile(archive.toFile(), ISO_8859_1));
    JarFile jar = opened(new JarFile(archive.toFile(), false));
    ZipFile closed = new ZipFile(archive.toFile());
    closed.close();
    Enumeration<? extends ZipEntry> entries = zip.entries();
    assertThat(entries.nextElement().getName()).isEqualTo("one");
    Path file = taken(zip, jar, closed, entries);
    List<Object> copies = restored(file);
    ZipFile again = (ZipFile) copies.get(0);
    assertThat(again.getName()).isEqualTo(archive.toString());
    assertThat(new String(again.getInputStream(again.getEntry("two")).readAllBytes(), UTF_8))
        .isEqualTo("two");
    assertThat(((Enumeration<?>) copies.get(3)).nextElement()).hasToString("two");
    assertThat(((JarFile) copies.get(1)).size()).isEqualTo(3);
    assertThatThrownBy(((ZipFile) copies.get(2))::size).isInstanceOf(IllegalStateException.class);
    assertThat(((ZipFile) copies.get(2)).getName()).isEqualTo(archive.toString());
    assertThat(refused(zip.getInputStream(zip.getEntry("two")))).contains("InflaterInputStream");
    Files.write(archive, new byte[] {0}, StandardOpenOption.APPEND);
    assertThat(mismatch(file)).contains("a.jar", "now has");
  }

  // ---- refused ----

  private String refused(Object local) {
    NotCapturableException e =
        catchThrowableOfType(
            NotCapturableException.class, () -> Snapshots.capture(List.of(), local));
    assertThat(e).isNotNull();
    return String.valueOf(e.getMessage());
  }

  @Test
  void refusesWhatHasNoName() throws IOException {
    FileInputStream in = opened(new FileInputStream(input.toFile()));
    Files.delete(input);
    assertThat(refused(in))
        .contains("FileInputStream.fd -> java.io.FileDescriptor")
        .contains("in put (deleted), which has no name any more");
    Files.writeString(input, "another one");
    assertThat(refused(in)).contains("which has no name any more");
  }

  @Test
  void refusesWhatIsNoFile() throws IOException {
    assertThat(refused(opened(new FileInputStream("/proc/self/stat"))))
        .contains("/stat, which is no");
    Pipe pipe = Pipe.open();
    opened(pipe.sink());
    assertThat(refused(Channels.newInputStream(opened(pipe.source())))).contains("channel");
  }

  @Test
  void refusesALock() throws IOException {
    FileChannel channel = opened(FileChannel.open(output, StandardOpenOption.WRITE));
    FileLock lock = channel.lock();
    assertThat(refused(channel)).contains("a lock is held on the open file");
    lock.release();
    assertThat(((FileChannel) copied(channel).get(0)).isOpen()).isTrue();
  }

  private String mismatch(Path snapshot) {
    SnapshotMismatchException e =
        catchThrowableOfType(SnapshotMismatchException.class, () -> Snapshots.restore(snapshot));
    assertThat(e).isNotNull();
    return String.valueOf(e.getMessage());
  }

  @Test
  void refusesAnotherInput() throws IOException {
    Path file = taken(opened(new FileInputStream(input.toFile())));
    Files.writeString(input, "one\ntwo\nthree!");
    assertThat(mismatch(file)).contains("in put", "has another content", "bring it back");
    Files.writeString(input, "one\ntwo\nthree\nfour");
    assertThat(mismatch(file)).contains("had 14 bytes, and now has 18");
    Files.delete(input);
    assertThat(mismatch(file)).contains("is not there");
    Files.createDirectory(input);
    assertThat(mismatch(file)).contains("is no file any more");
  }

  @Test
  void refusesAnotherOutput() throws IOException {
    Path file = taken(opened(new RandomAccessFile(output.toFile(), "rw")));
    Files.writeString(output, "012345678");
    assertThat(mismatch(file)).contains("output", "had 10 bytes, and now has 9");
    Files.writeString(output, "01234567xy");
    assertThat(mismatch(file)).contains("has another content");
  }

  @Test
  void samplesOfALargeFile() throws IOException {
    try (FileChannel large =
        FileChannel.open(
            folder.resolve("large"),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE)) {
      long length = FileContent.WHOLE + 1;
      large.write(ByteBuffer.wrap(new byte[] {1}), length - 1);
      String content = FileContent.of(large, length, false);
      assertThat(content).startsWith("sampled:");
      assertThat(FileContent.matches(large, length, content)).isTrue();
      String whole = FileContent.of(large, length, true);
      assertThat(whole).startsWith("whole:");
      large.write(ByteBuffer.wrap(new byte[] {2}), length / 2 + 70_000);
      assertThat(FileContent.matches(large, length, whole)).isFalse();
      large.write(ByteBuffer.wrap(new byte[] {2}), length - 1);
      assertThat(FileContent.matches(large, length, content)).isFalse();
    }
  }
}
