package io.lwarotation.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Text that a person made with an editor or a shell, on any system. What cannot be read is said
 * without any of it.
 */
public final class TypedText {
  /** More is not a credential. */
  private static final int MAX_BYTES = 64 * 1024;

  private TypedText() {}

  /** Reads a file, or standard input where it is called {@code -}; refuses what is no text. */
  public static String read(Path source) throws IOException {
    return read(source, MAX_BYTES);
  }

  /** The same with another limit. */
  public static String read(Path source, int maxBytes) throws IOException {
    boolean piped = source.equals(Path.of("-"));
    String name = piped ? "standard input" : source.toString();
    if (Files.isDirectory(source)) {
      throw new IllegalArgumentException(name + " is a folder: name a file in it");
    }
    try (InputStream input = piped ? System.in : Files.newInputStream(source)) {
      byte[] bytes = input.readNBytes(maxBytes + 1);
      if (bytes.length > maxBytes) {
        throw new IllegalArgumentException(name + " is longer than " + maxBytes / 1024 + " KB");
      }
      if (isUtf16(bytes)) {
        throw new IllegalArgumentException(
            name
                + " is in UTF-16, as Windows PowerShell writes it with >: save it as UTF-8 (in an editor, or with Out-File"
                + " -Encoding utf8)");
      }
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException _) {
      throw new IllegalArgumentException(name + " is not text in UTF-8: save it as UTF-8");
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("there is no file " + name, e);
    } catch (AccessDeniedException e) {
      throw new IllegalArgumentException("you may not read the file " + name, e);
    }
  }

  /** By its mark, or by the empty half that each letter has in it. */
  private static boolean isUtf16(byte[] bytes) {
    if (bytes.length < 2) {
      return false;
    }
    int mark = (bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF);
    return mark == 0xFEFF || mark == 0xFFFE || bytes[0] == 0 || bytes[1] == 0;
  }
}
