#!/bin/sh
# Renders the help pages of the commands into the classes, where ./lwa finds them at once: render-help.sh ROOT CLASSPATH.
# Without them ./lwa renders a page when it is asked for, half a second later: so nothing here fails a build.
set -u

root=$1
java=$("$root/bin/java25" --home)/bin/java || exit 0
NO_COLOR=1 "$java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$2" io.lwarotation.cli.HelpPages \
  "$root/lwa-cli/target/classes/io/lwarotation/cli" >/dev/null 2>&1
exit 0
