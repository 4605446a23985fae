#!/bin/sh
# slim.sh ROOT: the machine has virtual hardware only; most drivers, and what packages leave in caches, would only cost time.
set -eu

root=${1:?}
modules=$(echo "$root"/usr/lib/modules/*/kernel)
for folder in "$modules"/sound "$modules"/drivers/*/ "$modules"/drivers/net/*/ "$modules"/fs/*/; do
  case $folder in
    */drivers/net/ | */drivers/net/bonding/ | */drivers/virtio/ | */drivers/block/ | */fs/ext4/ | */fs/jbd2/ | */fs/nls/ | */fs/fuse/ | */fs/overlayfs/) ;;
    *) rm -rf "$folder" ;;
  esac
done
rm -rf "$root"/var/cache/apt/*.bin "$root"/var/lib/apt/lists/* "$root"/usr/share/fish/completions
mkdir -p "$root/var/lib/apt/lists/partial"
