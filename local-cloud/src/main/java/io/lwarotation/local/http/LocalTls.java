package io.lwarotation.local.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.lwarotation.local.EndedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.jetty.util.IO;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * A certificate for 127.0.0.1 and localhost, made for one run, which is its own authority. Made by
 * the running JDK's own {@code keytool}: no other public interface of the JDK signs certificates.
 *
 * @param clientContext for a client in this JVM that trusts this authority and no other
 * @param authorityPem the authority's certificate as programs in other languages read it
 */
public record LocalTls(KeyStore keys, SSLContext clientContext, String authorityPem) {
  /** Protects nothing: the key lives in a temporary file for a moment. */
  private static final String PASSWORD = "EXAMPLE-password";

  private static final String ALIAS = "server";

  /** Makes a key and a certificate anew; takes about a second. */
  public static LocalTls create() {
    try {
      Path folder = Files.createTempDirectory("local-tls");
      Path file = folder.resolve("keys.p12");
      try {
        keytool(file);
        return of(file);
      } finally {
        IO.delete(folder);
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("No certificate could be made.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static void keytool(Path file) throws IOException, InterruptedException {
    String arguments =
        """
        -genkeypair -storetype PKCS12 -keyalg EC -groupname secp256r1 -validity 30 \
        -dname CN=localhost -ext san=dns:localhost,ip:127.0.0.1 -ext eku=serverAuth -ext bc=ca:true \
        -ext ku=digitalSignature,keyCertSign""";
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments.split(" ")));
    command.addAll(List.of("-alias", ALIAS, "-keystore", file.toString(), "-storepass", PASSWORD));
    EndedProcess keytool = EndedProcess.run(new ProcessBuilder(command), Duration.ofMinutes(2));
    if (keytool.exitCode() != 0) {
      throw new IOException("keytool made no certificate: " + keytool.output().strip());
    }
  }

  private static LocalTls of(Path file) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(keys);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    byte[] certificate = keys.getCertificate(ALIAS).getEncoded();
    String pem = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(certificate);
    return new LocalTls(
        keys, context, "-----BEGIN CERTIFICATE-----\n" + pem + "\n-----END CERTIFICATE-----\n");
  }

  SslContextFactory.Server server() {
    SslContextFactory.Server server = new SslContextFactory.Server();
    server.setKeyStore(keys);
    server.setKeyStorePassword(PASSWORD);
    return server;
  }
}
