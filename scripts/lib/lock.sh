# Sourced by setup and build before they change anything: one of them at a time in this tree. Waits for the other.
mkdir -p dist
exec 9>dist/.lock
flock -w 600 9 || fail 'Another setup or build of this tree has been running for ten minutes: end it and try again.'
