#!/bin/sh
# build.sh OUT KEYS: builds the lab's guest from Debian's packages: OUT/vmlinuz, OUT/initrd, OUT/base.qcow2.
set -eu

out=$1
keys=$2
here=$(cd "$(dirname "$0")" && pwd)
packages=$(cat "$here/packages" "$here/network-scripts/packages" | sort -u | tr '\n' ',')

# shellcheck disable=SC2016 # mmdebstrap itself runs the hooks, with the tree's path as $1.
# The initramfs is made while packages are configured: what it may hold has to be there before.
mmdebstrap --quiet --variant=minbase --format=null --include="$packages" \
  --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
  --essential-hook='mkdir -p "$1/etc/initramfs-tools/conf.d"' \
  --essential-hook='echo MODULES=list >"$1/etc/initramfs-tools/conf.d/lab"' \
  --essential-hook="cp '$here/initramfs-modules' \"\$1/etc/initramfs-tools/modules\"" \
  --customize-hook="sh '$here/customize.sh' \"\$1\" '$keys'" \
  --customize-hook="sh '$here/image.sh' \"\$1\" '$out'" \
  bookworm - >/dev/null
