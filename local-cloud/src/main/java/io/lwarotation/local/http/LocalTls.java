package io.lwarotation.local.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate authority made for one run, and a certificate of it for 127.0.0.1 and localhost.
 * Made by the running JDK's own {@code keytool}: no other public interface of the JDK signs
 * certificates.
 */
public final class LocalTls {
  /** Protects nothing: the keys live in a temporary file for one second. */
  private static final String PASSWORD = "EXAMPLE-password";

  private final SSLContext serverContext;
  private final Certificate authority;

  private LocalTls(SSLContext serverContext, Certificate authority) {
    this.serverContext = serverContext;
    this.authority = authority;
  }

  /** Makes keys and certificates anew; takes about two seconds. */
  public static LocalTls create() {
    try {
      Path folder = Files.createTempDirectory("local-tls");
      Path file = folder.resolve("keys.p12");
      try {
        keytool(file, "ca", "-dname", "CN=LWA Rotation local CA", "-ext", "bc:critical=ca:true");
        keytool(
            file,
            "server",
            "-dname",
            "CN=localhost",
            "-signer",
            "ca",
            "-ext",
            "san=dns:localhost,ip:127.0.0.1",
            "-ext",
            "eku=serverAuth");
        return read(file);
      } finally {
        Files.deleteIfExists(file);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JDK refused the keys that its keytool made.", e);
    }
  }

  private static void keytool(Path file, String alias, String... more) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-alias", alias, "-keystore", file.toString()));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
    command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-validity", "30"));
    command.addAll(Arrays.asList(more));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException("keytool made no certificate: " + said.strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while keytool made a certificate", e);
    }
  }

  private static LocalTls read(Path file) throws IOException, GeneralSecurityException {
    char[] password = PASSWORD.toCharArray();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, password);
    }
    Certificate authority = keys.getCertificate("ca");
    keys.deleteEntry("ca"); // its certificate stays in the server's chain
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return new LocalTls(context, authority);
  }

  SSLContext serverContext() {
    return serverContext;
  }

  /** For a client in this JVM that trusts this authority and no other. */
  public SSLContext clientContext() {
    try {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("ca", authority);
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("The JDK refused a certificate that its keytool made.", e);
    }
  }

  /** The authority's certificate as programs in other languages read it (PEM). */
  public String authorityPem() {
    try {
      String encoded =
          Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(authority.getEncoded());
      return "-----BEGIN CERTIFICATE-----\n" + encoded + "\n-----END CERTIFICATE-----\n";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JDK refused a certificate that its keytool made.", e);
    }
  }
}
