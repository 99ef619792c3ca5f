#!/bin/sh
# The CDK app as a plain java command; cdk.json calls it, in the project's folder. By hand: sh infra-cdk/app.sh email=you@example.com
set -u

here=infra-cdk
if [ ! -f "$here/target/classpath.txt" ] || [ ! -d "$here/target/classes" ]; then
  echo "The CDK app is not built yet: run mvn -q package in the project's folder, then this again." >&2
  exit 1
fi
sh "$here/find-node.sh" || exit 1

# Node 20 works and is tested; its end-of-life banner would stand before every message.
export JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION=20
exec sh bin/java25 -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
  -cp "$here/target/classes:$(cat "$here/target/classpath.txt")" io.lwarotation.infra.LwaRotationApp "$@"
