# What the machine must bring: root, Linux on x86-64, Node, a kernel that can checkpoint, cgroup v2. Changes nothing.

# kernel_config: prints the running kernel's configuration, or nothing when it cannot be read.
kernel_config() {
  if [ -r /proc/config.gz ]; then gzip -dc /proc/config.gz
  elif [ -r "/boot/config-$(uname -r)" ]; then cat "/boot/config-$(uname -r)"
  fi 2>/dev/null
}

# can_checkpoint: whether the kernel has CONFIG_CHECKPOINT_RESTORE; without a readable configuration, whether
# /proc shows one of its traces (/proc/PID/map_files came with it, timerslack and children lists too).
can_checkpoint() {
  local config
  config=$(kernel_config | grep -m 1 'CONFIG_CHECKPOINT_RESTORE[ =]')
  case $config in
    *=y) return 0 ;;
    '') [ -d /proc/self/map_files ] || [ -e "/proc/self/task/$$/children" ] ;;
    *) return 1 ;;
  esac
}

# cgroup2_mount: prints where cgroup v2 is mounted, or nothing.
cgroup2_mount() {
  awk '{ for (i = 7; i < NF; i++) if ($i == "-") { if ($(i + 1) == "cgroup2") { print $5; exit } break } }' \
    /proc/self/mountinfo
}

# debian_name: prints the distribution's name; fails on anything that is not Debian or made from it.
debian_name() {
  (
    . /etc/os-release 2>/dev/null || exit 1
    case " ${ID-} ${ID_LIKE-} " in *' debian '*) printf '%s' "${PRETTY_NAME-Debian}" ;; *) exit 1 ;; esac
  )
}

check_machine() {
  local major distribution groups
  [ "$(id -u)" = 0 ] || fail 'krg needs root to set up a machine: run this again as root (sudo npm run setup).'
  [ "$(uname -sm)" = 'Linux x86_64' ] || fail "krg runs on Linux x86_64 only, and this machine is $(uname -sm)."
  distribution=$(debian_name) && command -v apt-get >/dev/null \
    || fail 'krg sets itself up on Debian 12 and 13 only, and this machine is not Debian: use one of these.'
  command -v node >/dev/null || fail 'Node is not installed: install Node 20 or newer, with npm.'
  major=$(node -p 'process.versions.node.split(".")[0]')
  [ "$major" -ge 20 ] || fail "krg needs Node 20 or newer, and this machine has $(node -v): install a newer Node."
  command -v npm >/dev/null || fail 'npm is not installed: install the npm that belongs to your Node.'
  can_checkpoint || fail 'This kernel was built without CONFIG_CHECKPOINT_RESTORE, which CRIU needs: boot a kernel that has it (those of Debian do).'
  groups=$(cgroup2_mount)
  [ -n "$groups" ] || fail 'cgroup v2 is not mounted, and krg freezes processes with it: mount it (mount -t cgroup2 none /sys/fs/cgroup/unified) or boot with systemd.unified_cgroup_hierarchy=1.'
  ok machine "$distribution, kernel $(uname -r), Node $major, cgroup v2 at $groups"
}
