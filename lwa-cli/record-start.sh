#!/bin/sh
# Records what the JVM loads for `./lwa --help` into an archive that ./lwa starts from: record-start.sh ROOT.
# Without the archive, or with one of another JDK, ./lwa starts more slowly and is otherwise the same: so nothing here fails a build.
set -u

root=$1
archive=$root/lwa-cli/target/lwa.aot
rm -f "$archive"
java=$("$root/bin/java25" --home)/bin/java || exit 0
# shellcheck disable=SC2046 # options, one a word
"$java" $(cat "$root/lwa-cli/jvm.options") -Xlog:disable -XX:AOTCacheOutput="$archive" \
  -cp "$root/lwa-cli/target/lwa-cli.jar:$root/lwa-cli/target/lib/*" io.lwarotation.cli.Start --help >/dev/null 2>&1
exit 0
