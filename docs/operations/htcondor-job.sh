#!/bin/bash
# What htcondor.sub runs: htcondor-job.sh 1h -jar job.jar 100
# Runs the job for so long, saves it into ./ck and ends with 85; with the job's own code where it ends
# before. HTCondor brings ./ck along, and starts this again.
set -uo pipefail

for_long=$1
shift

jvm=
trap '[[ -z $jvm ]] || kill -TERM "$jvm" 2>/dev/null' TERM INT
cairn run --dir ck -- "$@" &
jvm=$!

# The clock: a TERM when the time is over, the same that an eviction sends.
(
  sleep "$for_long" &
  trap 'kill "$!" 2>/dev/null; exit' TERM
  wait
  kill -TERM "$jvm" 2>/dev/null
) &
clock=$!

while kill -0 "$jvm" 2>/dev/null; do wait "$jvm"; done
wait "$jvm"
code=$?
kill "$clock" 2>/dev/null
exit "$code"
