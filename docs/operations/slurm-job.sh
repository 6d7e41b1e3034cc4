#!/bin/bash
# A job under Slurm: sbatch slurm-job.sh -jar /shared/app/job.jar 100
#
# It is saved and queued again when its time is nearly over, when it is preempted, and when its
# node is drained; on whatever node comes next it goes on. The directory of its generations
# has to be on a file system that all nodes see.
#
# In slurm.conf, RequeueExit=85 does the queueing; where that isn't set, the last lines do.
#
#SBATCH --job-name=cairn
#SBATCH --time=04:00:00
#SBATCH --cpus-per-task=1
#SBATCH --mem=2G
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --signal=B:TERM@120
set -uo pipefail

directory=${CAIRN_DIR:-$SLURM_SUBMIT_DIR/ck-$SLURM_JOB_ID}

# Twice does no harm: Slurm sends TERM before the time is over, and again with KILL to follow.
jvm=
trap '[[ -z $jvm ]] || kill -TERM "$jvm" 2>/dev/null' TERM INT

# In the background: bash handles a signal only between commands. cairn run becomes the job's JVM,
# so that the number below is the JVM's.
cairn run --dir "$directory" -- "$@" &
jvm=$!

# A trapped signal ends the first wait early; the one after the loop gives the JVM's own code.
while kill -0 "$jvm" 2>/dev/null; do wait "$jvm"; done
wait "$jvm"
code=$?

# 85 is "saved: run me again". Code 0 here would be a job that is done, and its work lost.
if ((code == 85)) && ! scontrol show config | grep -E '^RequeueExit +=.*\b85\b' >/dev/null; then
  scontrol requeue "$SLURM_JOB_ID"
fi
exit "$code"
