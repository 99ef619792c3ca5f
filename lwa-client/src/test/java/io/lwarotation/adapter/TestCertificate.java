package io.lwarotation.adapter;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A self-signed certificate, made by the JDK's keytool when a test needs one. */
final class TestCertificate {
  private static final String PASSWORD = "EXAMPLE-password";

  private final Path keyStore;
  private final Path pem;

  /**
   * @param names such as {@code dns:localhost,ip:127.0.0.1}
   */
  TestCertificate(Path folder, String names) throws Exception {
    keyStore = folder.resolve("server.p12");
    pem = folder.resolve("ca.pem");
    keytool(
        "-genkeypair -alias test -keyalg EC -groupname secp256r1 -validity 2 -dname CN=test -ext",
        "san=" + names,
        "-ext bc:c=ca:true");
    keytool("-exportcert -rfc -alias test -file", pem.toString(), "");
  }

  private void keytool(String before, String value, String after) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(before.split(" ")));
    command.add(value);
    command.addAll(List.of(after.split(" ")).stream().filter(a -> !a.isEmpty()).toList());
    command.addAll(
        List.of("-storetype", "PKCS12", "-keystore", keyStore.toString(), "-storepass", PASSWORD));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!keytool.waitFor(30, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
      throw new IllegalStateException("keytool failed: " + output);
    }
  }

  /** The certificate as an authority. */
  Path pem() {
    return pem;
  }

  /** Sockets that show this certificate. */
  ServerSocketFactory serverSockets() throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keyStore)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context.getServerSocketFactory();
  }
}
