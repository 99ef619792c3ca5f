package io.lwarotation.adapter;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A self-signed certificate, made by the JDK's keytool when a test needs one. */
final class TestCertificate {
  private static final String PASSWORD = "EXAMPLE-password";

  private final KeyStore keys;
  private final Path pem;

  /**
   * @param names such as {@code dns:localhost,ip:127.0.0.1}
   */
  TestCertificate(Path folder, String names) throws Exception {
    Path file = folder.resolve("server.p12");
    make(file, names);
    keys = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
    byte[] certificate = keys.getCertificate("test").getEncoded();
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate);
    pem = folder.resolve("ca.pem");
    Files.writeString(
        pem, "-----BEGIN CERTIFICATE-----\n" + lines + "\n-----END CERTIFICATE-----\n", US_ASCII);
  }

  private static void make(Path file, String names) throws Exception {
    String options =
        "-genkeypair -alias test -keyalg EC -groupname secp256r1 -validity 2 -dname CN=test"
            + " -ext bc:c=ca:true -storetype PKCS12";
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(options.split(" ")));
    command.addAll(List.of("-ext", "san=" + names));
    command.addAll(List.of("-keystore", file.toString(), "-storepass", PASSWORD));
    Path said = Files.createTempFile(file.getParent(), "keytool", ".txt");
    Process keytool =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    if (!keytool.waitFor(2, TimeUnit.MINUTES) || keytool.exitValue() != 0) {
      keytool.destroyForcibly();
      throw new IllegalStateException("keytool failed: " + Files.readString(said));
    }
  }

  /** The certificate as an authority. */
  Path pem() {
    return pem;
  }

  /** Sockets that show this certificate. */
  ServerSocketFactory serverSockets() throws Exception {
    KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context.getServerSocketFactory();
  }
}
