# The Debian packages krg builds and runs with. Installs what is missing and upgrades nothing.

wanted_packages='gcc make musl-tools libc6-dev iproute2 util-linux procps python3 strace tmux'

# missing_packages: prints those of the wanted packages that are not installed.
missing_packages() {
  local package installed
  # shellcheck disable=SC2086 # a list of words
  installed=" $(dpkg-query -W -f '${Package}:${db:Status-Status} ' $wanted_packages 2>/dev/null)"
  for package in $wanted_packages; do
    case $installed in *" $package:installed "*) ;; *) printf '%s ' "$package" ;; esac
  done
}

# apt_get ARGUMENT...: apt-get that asks nothing, waits for another apt to finish, and keeps to its step.
apt_get() {
  DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120 -o APT::Get::Assume-Yes=true "$@"
}

# fetch_packages PACKAGE...: a list that could not be fetched matters only if a package is not found without it.
fetch_packages() {
  apt_get update
  apt_get install --no-install-recommends --no-upgrade "$@"
}

install_packages() {
  local missing
  missing=$(missing_packages)
  if [ -z "$missing" ]; then
    ok packages "$wanted_packages"
    return
  fi
  begin packages "installing ${missing% }"
  # shellcheck disable=SC2086 # a list of words
  quietly "apt-get could not install ${missing% }: see above; does this machine reach its Debian mirror?" \
    fetch_packages $missing
  finish 'done'
}
