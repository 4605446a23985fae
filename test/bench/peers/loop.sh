# The part of the shell loop that runs on each host: puts the files that come as a tar on standard input where they
# belong, and runs what follows this text (activate.sh) if one of them was not there.
new=$(mktemp -d)
tar -x -C "$new" -f -
changed=
for file in "$new"/*; do
  name=${file##*/}
  to=/etc/sysconfig/network-scripts/$name
  [ "$name" != network ] || to=/etc/sysconfig/network
  cmp -s "$file" "$to" || { cp "$file" "$to" && changed=yes; }
done
rm -r "$new"
[ -n "$changed" ] || exit 0
