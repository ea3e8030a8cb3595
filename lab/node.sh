#!/bin/sh
# node.sh NAME CGROUP2 FILES COMMAND...: the first process of a virtual node, in fresh namespaces. Gives the node its
# own /proc, /run, /dev/shm, terminals, cgroup root and boot id, waits for its network, and becomes COMMAND.
# Descriptor 3 takes the PID as the machine sees it; a line on stdin says that the network is there.
set -eu
name=$1 cgroup2=$2 files=$3
shift 3

read -r pid _ </proc/self/stat # still the machine's /proc; "read" is the shell itself
echo "$pid" >&3

echo "$name" >/proc/sys/kernel/hostname
mount -t proc -o nosuid,nodev,noexec proc /proc

# The old mount shows the machine's hierarchy; where it cannot go it is covered.
umount "$cgroup2" 2>/dev/null || true
mount -t cgroup2 -o nosuid,nodev,noexec cgroup2 "$cgroup2"

cd "$files" # stays reachable under the new /run
mount -t tmpfs -o nosuid,nodev,mode=755 run /run
mkdir -m 755 /run/krg
cp -R . /run/krg
ln -s /proc/1/fd/1 /run/krg/krgd.log
cd /

mount -t tmpfs -o nosuid,nodev,mode=1777 shm /dev/shm
mount -t devpts -o nosuid,noexec,newinstance,ptmxmode=666,mode=620,gid=5 devpts /dev/pts
mount --bind /dev/pts/ptmx /dev/ptmx

# All nodes share one kernel, but each boots by itself.
cat /proc/sys/kernel/random/uuid >/run/boot_id
mount --bind /run/boot_id /proc/sys/kernel/random/boot_id

# The lab's network is IPv4; duplicate address detection would only make noise.
no_ipv6=/proc/sys/net/ipv6/conf/all/disable_ipv6
[ ! -e $no_ipv6 ] || echo 1 >$no_ipv6

read -r _ # end of file instead: whoever started the node is gone, and so is the node
exec "$@" </dev/null
