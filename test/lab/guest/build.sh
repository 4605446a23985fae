#!/bin/sh
# build.sh TREE OUT KEYS: makes the lab's guest of Debian's tree: OUT/vmlinuz, OUT/initrd, OUT/base.qcow2.
set -eu

tree=$1
out=$2
keys=$3
here=$(cd "$(dirname "$0")" && pwd)

root=$out/root
mkdir "$root"
tar -C "$root" --numeric-owner --xattrs -xf "$tree/tree.tar"
sh "$here/customize.sh" "$root" "$keys"

cp "$root"/boot/vmlinuz-* "$out/vmlinuz"
cp "$root"/boot/initrd.img-* "$out/initrd"
rm -rf "${root:?}"/boot/*
mke2fs -q -t ext4 -d "$root" "$out/base.raw" 2G
rm -rf "$root"
qemu-img convert -O qcow2 "$out/base.raw" "$out/base.qcow2"
rm "$out/base.raw"
chown -R --reference="$out" "$out"
