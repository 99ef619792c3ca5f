# Homebrew's formula; bin/release --sums fills it in for each release.
class Lwa < Formula
  desc "Keeps the Login-with-Amazon credentials of SP-API applications in AWS"
  homepage "https://github.com/@REPOSITORY@"
  version "@VERSION@"
  license "Apache-2.0"

  on_macos do
    depends_on arch: :arm64
    url "https://github.com/@REPOSITORY@/releases/download/v@VERSION@/lwa-@VERSION@-macos-arm64.tar.gz"
    sha256 "@MACOS_ARM64@"
  end

  on_linux do
    on_arm do
      url "https://github.com/@REPOSITORY@/releases/download/v@VERSION@/lwa-@VERSION@-linux-arm64.tar.gz"
      sha256 "@LINUX_ARM64@"
    end
    on_intel do
      url "https://github.com/@REPOSITORY@/releases/download/v@VERSION@/lwa-@VERSION@-linux-x86-64.tar.gz"
      sha256 "@LINUX_X86_64@"
    end
  end

  def install
    libexec.install Dir["*"]
    bin.install_symlink libexec/"lwa"
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/lwa --version")
  end
end
