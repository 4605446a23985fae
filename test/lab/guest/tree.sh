#!/bin/sh
# tree.sh OUT: what Debian brings to the lab's guest, as OUT/tree.tar. The slow part, so it is kept apart from what we add.
set -eu

out=$1
here=$(cd "$(dirname "$0")" && pwd)
packages=$(cat "$here/packages" "$here/network-scripts/packages" | sort -u | tr '\n' ',')

# shellcheck disable=SC2016 # mmdebstrap itself runs the hooks, with the tree's path as $1.
# The initramfs is made while packages are configured: what it may hold has to be there before.
mmdebstrap --quiet --variant=minbase --include="$packages" --dpkgopt=force-unsafe-io \
  --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
  --essential-hook='mkdir -p "$1/etc/initramfs-tools/conf.d"' \
  --essential-hook='echo MODULES=list >"$1/etc/initramfs-tools/conf.d/lab"' \
  --essential-hook="cp '$here/initramfs-modules' \"\$1/etc/initramfs-tools/modules\"" \
  --customize-hook="sh '$here/slim.sh' \"\$1\"" \
  bookworm "$out/tree.tar"
chown --reference="$out" "$out/tree.tar"
