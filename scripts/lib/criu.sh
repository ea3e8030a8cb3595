# Finds or makes a CRIU that works: the installed one when it is new enough, else a private copy of Debian's newer
# one under $KRG_PREFIX (default /opt/krg). Nothing of the machine's own packages changes.

wanted_criu=4.2 # older ones cannot dump a process with an inet socket on kernels from 6.16 on
criu_suite=forky # the oldest Debian suite that has it
prefix=${KRG_PREFIX:-/opt/krg}
private_criu=$prefix/criu/criu

# criu_version COMMAND...: prints the version of that criu, or nothing.
criu_version() { "$@" --version 2>/dev/null | sed -n 's/^Version: //p'; }

# criu_works COMMAND...: whether that criu is new enough and finds what it needs in this kernel.
criu_works() {
  local version
  version=$(criu_version "$@")
  [ -n "$version" ] && dpkg --compare-versions "$version" ge "$wanted_criu" || return 1
  "$@" check >"$work/criu-check" 2>&1 && grep -q 'Looks good' "$work/criu-check"
}

# find_criu: sets $criu to a working one; fails when there is none yet.
find_criu() {
  criu=$(command -v criu) && criu_works "$criu" && return
  criu=$private_criu
  [ -x "$criu" ] && criu_works "$criu"
}

# debian_mirror: prints the address of the machine's own Debian archive, as apt knows it: what calls itself Debian is
# neither the security archive nor a third party's.
debian_mirror() {
  apt-get indextargets --format '$(LABEL)|$(COMPONENT)|$(REPO_URI)' 'Created-By: Packages' 2>/dev/null \
    | awk -F '|' '$1 == "Debian" && $2 == "main" { print $3; exit }'
}

debian_keyring() {
  local keyring
  for keyring in /usr/share/keyrings/debian-archive-keyring.pgp /usr/share/keyrings/debian-archive-keyring.gpg; do
    if [ -r "$keyring" ]; then printf '%s' "$keyring"; return; fi
  done
  return 1
}

# write_apt_configuration MIRROR KEYRING: an apt of its own in $work/apt, which knows one suite and no installed package.
# It is read after the machine's own settings, so that proxies and credentials stay as they are.
write_apt_configuration() {
  local apt=$work/apt
  mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial" "$apt/parts"
  chmod 755 "$work" "$apt" # apt downloads as a user of its own
  : >"$apt/status"
  printf 'Types: deb\nURIs: %s\nSuites: %s\nComponents: main\nSigned-By: %s\n' "$1" "$criu_suite" "$2" >"$apt/krg.sources"
  cat >"$apt/configuration" <<END
Dir::Etc::sourcelist "$apt/krg.sources";
Dir::Etc::sourceparts "$apt/parts";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "$apt/parts";
Dir::State "$apt";
Dir::State::lists "$apt/lists";
Dir::State::status "$apt/status";
Dir::Cache "$apt/cache";
Dir::Cache::archives "$apt/cache/archives";
APT::Architecture "amd64";
#clear APT::Architectures;
APT::Architectures { "amd64"; };
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
#clear DPkg::Post-Invoke;
#clear APT::Default-Release;
APT::Install-Recommends "false";
APT::Get::AllowUnauthenticated "false";
Acquire::AllowInsecureRepositories "false";
Acquire::AllowWeakRepositories "false";
Acquire::Languages "none";
END
}

# update_lists: fetches and verifies the suite's index. A signature that the machine's keys cannot verify is a
# sentence of its own, for the remedy is another.
update_lists() {
  apt_get -c "$work/apt/configuration" update >"$work/output" 2>&1
  if grep -qE 'NO_PUBKEY|is not signed|Missing key|No public key|couldn.t be verified|verification failed' "$work/output"; then
    finish failed
    fail "The keys in debian-archive-keyring are too old to verify Debian $criu_suite, where CRIU $wanted_criu is: upgrade that package (apt-get install --only-upgrade debian-archive-keyring) and run this again."
  fi
  ls "$work"/apt/lists/*_Packages* >/dev/null 2>&1 && return
  finish failed
  tail -n 10 "$work/output" >&2
  fail "The Debian mirror of this machine does not deliver the suite $criu_suite, where CRIU $wanted_criu is: see above."
}

# unpack_criu: fills $prefix/criu.tmp from the downloaded packages and writes the command that starts it.
unpack_criu() {
  local target=$prefix/criu.tmp libraries=usr/lib/x86_64-linux-gnu package
  rm -rf "$target"
  mkdir -p "$target"
  for package in "$work"/apt/cache/archives/*.deb; do
    quietly "Could not unpack ${package##*/}: see above; is there room in $prefix?" dpkg -x "$package" "$target"
  done
  cat >"$target/criu" <<END
#!/bin/sh
# CRIU from Debian $criu_suite with the libraries it was built for, whatever the machine's own are.
exec $prefix/criu/$libraries/ld-linux-x86-64.so.2 --library-path $prefix/criu/$libraries $prefix/criu/usr/sbin/criu "\$@"
END
  chmod 755 "$target/criu"
  criu_works "$target/$libraries/ld-linux-x86-64.so.2" --library-path "$target/$libraries" "$target/usr/sbin/criu" && return
  finish failed
  tail -n 10 "$work/criu-check" >&2
  fail "The CRIU of Debian $criu_suite does not work on this kernel: see above for what its check says."
}

make_private_criu() {
  local mirror keyring
  mirror=$(debian_mirror)
  if [ -z "$mirror" ]; then # apt knows who an archive is only after it has asked once
    apt_get update >"$work/output" 2>&1
    mirror=$(debian_mirror)
  fi
  [ -n "$mirror" ] || fail 'apt finds no Debian archive in /etc/apt/sources.list and sources.list.d, and CRIU comes from there: add one, or see what apt-get update says.'
  keyring=$(debian_keyring) || fail 'The package debian-archive-keyring, which verifies what is fetched, is not installed: apt-get install debian-archive-keyring.'
  begin criu "fetching CRIU $wanted_criu or newer of Debian $criu_suite into $prefix/criu"
  write_apt_configuration "$mirror" "$keyring"
  update_lists
  quietly "Could not fetch CRIU from Debian $criu_suite: see above." \
    apt_get -c "$work/apt/configuration" install --download-only criu
  unpack_criu
  rm -rf "$prefix/criu.old"
  [ ! -e "$prefix/criu" ] || mv "$prefix/criu" "$prefix/criu.old"
  mv "$prefix/criu.tmp" "$prefix/criu"
  rm -rf "$prefix/criu.old"
  finish 'done'
}

# install_criu: makes sure there is a working one and notes its path in dist/criu-command.
install_criu() {
  find_criu || make_private_criu
  find_criu || fail "The CRIU in $prefix/criu does not work where it is now; remove $prefix/criu and run this again."
  mkdir -p dist
  [ "$(cat dist/criu-command 2>/dev/null)" = "$criu" ] || printf '%s\n' "$criu" >dist/criu-command
  ok criu "$(criu_version "$criu") at $criu"
}
