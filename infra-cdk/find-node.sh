#!/bin/sh
# Succeeds if Node is installed and new enough for the CDK; says in one sentence what to install if not.
needed=20

version=$(node --version 2>/dev/null)
major=${version#v}
major=${major%%.*}
case $major in
  '' | *[!0-9]*) found=none ;;
  *)
    [ "$major" -ge "$needed" ] && exit 0
    found=$version
    ;;
esac
echo "This needs Node.js $needed or newer and found $found: install it, for example from https://nodejs.org/en/download, and run the command again." >&2
exit 1
