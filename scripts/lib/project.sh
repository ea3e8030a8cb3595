# The parts of the tree that are made, not written: node_modules, dist/ and native/build/. Each step does nothing when
# what it makes is newer than what it is made from.

typescript_sources='agent bench cli lab proto scheduler package-lock.json tsconfig.json tsconfig.build.json'

# newer_than STAMP PATH...: whether anything at PATH changed after STAMP was made (a folder changes when a file goes).
newer_than() {
  local stamp=$1
  shift
  [ ! -e "$stamp" ] || [ -n "$(find "$@" \( -path native/build -o -path bench/results \) -prune -o -newer "$stamp" -print -quit 2>/dev/null)" ]
}

install_modules() {
  # npm ci writes this file last.
  if ! newer_than node_modules/.package-lock.json package-lock.json; then
    ok npm 'node_modules is what package-lock.json says'
    return
  fi
  begin npm 'installing the packages of package-lock.json'
  quietly 'npm ci failed: see above.' npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
  touch node_modules/.package-lock.json
  finish 'done'
}

# remove_stale_output: deletes compiled files whose source is gone, so that dist/ is the tree.
remove_stale_output() {
  local output source
  find dist -type f \( -name '*.js' -o -name '*.js.map' \) | while read -r output; do
    source=${output#dist/}
    [ -e "${source%.js*}.ts" ] || rm -f "$output"
  done
}

# build_typescript / build_native: always; their results carry the time their sources were looked at.
build_typescript() {
  begin build 'compiling TypeScript into dist/'
  mkdir -p dist
  touch "$work/looked"
  quietly 'The TypeScript sources do not compile: see above.' node_modules/.bin/tsc -p tsconfig.build.json
  remove_stale_output
  touch -r "$work/looked" dist/.stamp
  finish 'done'
}

build_native() {
  begin native 'compiling native/ into native/build/'
  mkdir -p dist native/build # a folder that appears in native/ later would look like a change there
  touch "$work/looked"
  quietly 'native/ does not compile: see above.' make -s -C native
  touch -r "$work/looked" dist/.stamp-native
  finish 'done'
}

build_when_stale() {
  # shellcheck disable=SC2086 # a list of paths
  if newer_than dist/.stamp $typescript_sources; then build_typescript; else ok build 'dist/ is newer than its sources'; fi
  if [ ! -d native/build ] || newer_than dist/.stamp-native native; then build_native
  else ok native 'native/build/ is newer than its sources'; fi
}
