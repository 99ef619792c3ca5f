"""Runs a command at a pseudo-terminal and types what a plan on standard input says; prints what was to be seen."""
import json, os, pty, signal, sys, time

plan = json.load(sys.stdin)
pid, terminal = pty.fork()
if pid == 0:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # ignored where the build runs in the background
    os.execvp(plan["line"][0], plan["line"])
shown, seen, steps = b"", 0, plan["steps"]
while True:
    try:
        data = os.read(terminal, 4096)
    except OSError:  # the other side has ended
        break
    if not data:
        break
    shown += data
    while steps:
        awaited = steps[0]["after"].encode()
        at = shown.find(awaited, seen)
        if at < 0:
            break
        seen = at + len(awaited)
        step = steps.pop(0)
        if step["gate"]:  # somebody looks around first, and then takes the file away
            open(step["gate"], "w").close()
            while os.path.exists(step["gate"]):
                time.sleep(0.02)
        os.write(terminal, step["type"].encode())
sys.stdout.buffer.write(shown)
code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
sys.exit(code if code >= 0 else 128 - code)
