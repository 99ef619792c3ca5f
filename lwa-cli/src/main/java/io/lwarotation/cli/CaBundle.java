package io.lwarotation.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * The certificate authorities in the file that {@code AWS_CA_BUNDLE} names, as the AWS command line
 * takes them: in place of the system's. AWS's SDK for Java does not read it, and where a company's
 * proxy reads what passes, nothing works without.
 */
final class CaBundle {
  private static final String VARIABLE = "AWS_CA_BUNDLE";

  private CaBundle() {}

  /** Those of an environment; empty where it names no file. */
  static Optional<TrustManager[]> trusted(Map<String, String> environment) {
    String file = environment.getOrDefault(VARIABLE, "").strip();
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream pem = Files.newInputStream(Path.of(file))) {
      KeyStore authorities = KeyStore.getInstance(KeyStore.getDefaultType());
      authorities.load(null, null);
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
        authorities.setCertificateEntry(Integer.toString(authorities.size()), one);
      }
      if (authorities.size() > 0) {
        TrustManagerFactory factory =
            TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(authorities);
        return Optional.of(factory.getTrustManagers());
      }
    } catch (IOException | GeneralSecurityException | InvalidPathException _) {
      // Told below.
    }
    throw new IllegalArgumentException(
        VARIABLE
            + " does not name a readable PEM file of certificate authorities: name one, or remove the variable");
  }
}
