#!/bin/sh
# image.sh ROOT OUT: takes kernel and initramfs out of the tree at ROOT and makes the rest a disk.
set -eu

root=${1:?}
out=$2
cp "$root"/boot/vmlinuz-* "$out/vmlinuz"
cp "$root"/boot/initrd.img-* "$out/initrd"

# The machine has virtual hardware only: most drivers would only cost space.
modules=$(echo "$root"/usr/lib/modules/*/kernel)
for folder in "$modules"/sound "$modules"/drivers/*/ "$modules"/drivers/net/*/ "$modules"/fs/*/; do
  case $folder in
    */drivers/net/ | */drivers/net/bonding/ | */drivers/virtio/ | */drivers/block/ | */fs/ext4/ | */fs/jbd2/ | */fs/nls/ | */fs/fuse/ | */fs/overlayfs/) ;;
    *) rm -rf "$folder" ;;
  esac
done
rm -rf "${root:?}"/boot/* "$root"/var/cache/apt/*.bin "$root"/var/lib/apt/lists/* "$root"/usr/src/* "$root"/usr/share/fish/completions
mkdir -p "$root/var/lib/apt/lists/partial"

# A bind mount shows the tree without the file systems that mmdebstrap mounted into it.
mkdir "$out/tree"
mount --bind "$root" "$out/tree"
mke2fs -q -t ext4 -d "$out/tree" "$out/base.raw" 2G
umount "$out/tree"
rmdir "$out/tree"
qemu-img convert -O qcow2 "$out/base.raw" "$out/base.qcow2"
rm "$out/base.raw"
