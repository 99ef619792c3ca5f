#!/bin/sh
# Records what the JVM loads, into archives that ./lwa starts from: record-start.sh ROOT [JAVA JAR FOLDER]. One for the help pages, as small as they
# are; one for the commands, by a check that reaches nobody: it loads most of what they work with, and halves their start.
# Without an archive, or with one of another JDK, ./lwa starts more slowly and is otherwise the same: so nothing here fails a build.
set -u

root=$1
java=${2-$("$root/bin/java25" --home)/bin/java}
jar=${3-$root/lwa-cli/target/lwa-cli.jar}
target=${4-$root/lwa-cli/target}
rm -f "$target/lwa.aot" "$target/commands.aot"
[ -x "$java" ] || exit 0

record() { # archive, arguments of ./lwa
  archive=$1
  shift
  # shellcheck disable=SC2046 # options, one a word
  env -i PATH="$PATH" AWS_REGION=us-east-1 AWS_ACCESS_KEY_ID=AKIDEXAMPLE AWS_SECRET_ACCESS_KEY=EXAMPLE AWS_MAX_ATTEMPTS=1 \
    AWS_ENDPOINT_URL=http://127.0.0.1:1 SP_API_ENDPOINT=http://127.0.0.1:1 LWA_TOKEN_ENDPOINT=http://127.0.0.1:1 \
    "$java" $(cat "$root/lwa-cli/jvm.options") -Xlog:disable -XX:AOTCacheOutput="$target/$archive" \
    -jar "$jar" "$@" >/dev/null 2>&1
}

record lwa.aot --help
record commands.aot check
exit 0
