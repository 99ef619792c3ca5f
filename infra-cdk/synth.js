// Starts the CDK app on an installed JDK 25, on any system: `node infra-cdk/synth.js email=you@example.com`, in the project's folder.
// cdk.json calls it. Node, since the CDK brings it; a JDK need not be on the PATH. `--check` only looks at Node itself.
'use strict';

const fs = require('fs');
const path = require('path');
const { spawnSync } = require('child_process');

const NEEDED = 20;
const windows = process.platform === 'win32';

function fail(message) {
  console.error(message);
  process.exit(1);
}

/** The folder of a JDK 25; where there is none, the script says so itself. */
function javaHome() {
  const found = windows
    ? spawnSync('bin\\java25.cmd', ['--home'], { shell: true, stdio: ['ignore', 'pipe', 'inherit'] })
    : spawnSync('sh', ['bin/java25', '--home'], { stdio: ['ignore', 'pipe', 'inherit'] });
  if (found.status !== 0) process.exit(1);
  return String(found.stdout).trim();
}

/** What a release holds, or what the build of a checkout has left. */
function classPath() {
  if (fs.existsSync('infra-cdk/lib')) return 'infra-cdk/lib/*';
  const libraries = 'infra-cdk/target/classpath.txt';
  if (!fs.existsSync(libraries) || !fs.existsSync('infra-cdk/target/classes')) {
    fail("The CDK app is not built yet: run mvn -q package in the project's folder, then this again.");
  }
  return 'infra-cdk/target/classes' + path.delimiter + fs.readFileSync(libraries, 'utf8').trim();
}

if (Number(process.versions.node.split('.')[0]) < NEEDED) {
  fail(
    `This needs Node.js ${NEEDED} or newer and found ${process.version}: install it, for example from ` +
      'https://nodejs.org/en/download, and run the command again.',
  );
}
if (process.argv[2] !== '--check') {
  const options = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', classPath(), 'io.lwarotation.infra.LwaRotationApp'];
  const app = spawnSync(path.join(javaHome(), 'bin', 'java'), options.concat(process.argv.slice(2)), {
    stdio: 'inherit',
    // Node 20 works and is tested; its end-of-life banner would stand before every message.
    env: { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20' },
  });
  process.exit(app.status === null ? 1 : app.status);
}
