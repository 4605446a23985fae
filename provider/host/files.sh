# Files of a change: everything that needs space is written before the timer is armed, beside its target under a name
# that nothing reads; after that, only renames. $dir/files has one line each: NUMBER|KIND|KEEP|TARGET|PATH.

# Gives $2 the SELinux label of $1, where there are labels.
label_like() {
  [ ! -e /sys/fs/selinux/enforce ] || chcon --reference="$1" "$2"
}

# Where the original of path $1 is kept, in $present, or the sign that there was none, in $absent.
original_names() {
  replace_all "$1" / %
  present=$ORIGINALS/$device/present$replaced
  absent=$ORIGINALS/$device/absent$replaced
}

prepare_files() {
  : >"$dir/files" || return 1
  [ ! -f "$dir/list" ] || while IFS='|' read -r number kind keep mode path <&3; do
    point "prepare $path" && prepare_file "$number" "$kind" "$keep" "$mode" "$path" || return 1
  done 3<"$dir/list"
}

# $1 number, $2 kind (write, remove, restore; watch: only remember), $3 "keep" or "", $4 mode, $5 path. What is made beside
# the target is written down first: whoever tidies up goes by that.
prepare_file() {
  target=$(readlink -f -- "$5") || {
    why="the folder of $5 is not there"
    return 1
  }
  beside=${target%/*}/.pulumi-linux-bond.$id.$1
  original_names "$5"
  kind=$2
  keep=$3
  if [ "$kind" = restore ]; then
    keep=forget
    if [ ! -f "$present" ] && [ -f "$absent" ]; then
      kind=remove
    elif [ ! -f "$present" ]; then
      why="no original of $5 is kept for $device"
      return 1
    fi
  fi
  printf '%s|%s|%s|%s|%s\n' "$1" "$kind" "$keep" "$target" "$5" >>"$dir/files" || return 1
  if [ -f "$target" ]; then
    cp -a -- "$target" "$dir/old.$1" && cp -a -- "$target" "$beside.old" || return 1
  else
    : >"$dir/absent.$1" || return 1
  fi
  case $kind in
    write) prepare_content "$1" "$4" && is_understood "$beside.new" "$target" || return 1 ;;
    restore) cp -a -- "$present" "$beside.new" && label_like "${target%/*}" "$beside.new" || return 1 ;;
  esac
  if [ "$keep" = keep ]; then mkdir -p "$ORIGINALS/$device" || return 1; fi
}

# A file that is there keeps its label: its copy gets the new content. What root's boot runs belongs to root.
prepare_content() {
  if [ -f "$target" ]; then
    cp -a -- "$target" "$beside.new" && cat "$dir/new.$1" >"$beside.new"
  else
    cat "$dir/new.$1" >"$beside.new" && label_like "${target%/*}" "$beside.new"
  fi && chmod "$2" "$beside.new" && own_file "$beside.new" && cmp -s "$dir/new.$1" "$beside.new"
}

own_file() {
  case $1 in
    /etc/sysconfig/* | "$KEYFILES"/*) chown 0:0 "$1" ;;
  esac
}

# Does the stack that will read file $1, to be called $2, understand all of it?
is_understood() {
  case $2 in
    "$KEYFILES"/*) manager_understands "$1" "$2" ;;
  esac
}

swap_files() {
  while IFS='|' read -r number kind _ target _ <&4; do
    beside=${target%/*}/.pulumi-linux-bond.$id.$number
    case $kind in
      write | restore) [ ! -e "$beside.new" ] || try mv -f -- "$beside.new" "$target" || return 1 ;;
      remove) try rm -f -- "$target" || return 1 ;;
    esac
  done 4<"$dir/files"
}

restore_files() {
  while IFS='|' read -r number _ _ target _ <&4; do
    restore_file "$number" "$target" || say "not-restored $target"
  done 4<"$dir/files"
}

# A file in the way of a rename (a mount of its own, say) is written over.
restore_file() {
  beside=${2%/*}/.pulumi-linux-bond.$id.$1
  if [ -e "$dir/absent.$1" ]; then
    remove -f -- "$2"
    return
  fi
  if cmp -s "$dir/old.$1" "$2" && [ "$(stat -c '%a %u %g' "$dir/old.$1")" = "$(stat -c '%a %u %g' "$2")" ]; then
    return 0
  fi
  [ -e "$beside.old" ] || cp -a -- "$dir/old.$1" "$beside.old"
  rename "$beside.old" "$2" || cat "$dir/old.$1" >"$2"
}

# What is written beside the targets goes; after a confirmed change ($1) originals come and go as the plan said.
finish_files() {
  [ -f "$dir/files" ] || return 0
  set -- "$1"
  while IFS='|' read -r number _ keep target path <&4; do
    beside=${target%/*}/.pulumi-linux-bond.$id.$number
    set -- "$@" "$beside.new" "$beside.old"
    [ "$1" = confirmed ] || continue
    original_names "$path"
    if [ "$keep" = forget ]; then
      remove -f -- "$present" "$absent"
    elif [ "$keep" = keep ] && [ ! -e "$present" ] && [ ! -e "$absent" ]; then
      [ ! -e "$dir/old.$number" ] || rename "$dir/old.$number" "$present"
      [ ! -e "$dir/absent.$number" ] || rename "$dir/absent.$number" "$absent"
    fi
  done 4<"$dir/files"
  shift
  remove -f -- "$@"
  [ ! -d "$ORIGINALS/$device" ] || rmdir -- "$ORIGINALS/$device" 2>/dev/null
  return 0
}

# What a power cut left of a transaction whose folder it took: files beside others, and a guard that is empty or guards
# nothing.
sweep() {
  for stray in "$SCRIPTS"/.pulumi-linux-bond.* /etc/sysconfig/.pulumi-linux-bond.* /etc/.pulumi-linux-bond.* \
    "$KEYFILES"/.pulumi-linux-bond.*; do
    [ -e "$stray" ] || [ -L "$stray" ] || continue
    owner=${stray##*/.pulumi-linux-bond.}
    [ -d "$TRANSACTIONS/${owner%%.*}" ] || remove -f -- "$stray"
  done
  guard_file=/etc/systemd/system/$GUARD
  guard_link=/etc/systemd/system/sysinit.target.wants/$GUARD
  [ -e "$guard_file" ] || [ -L "$guard_link" ] || return 0
  guarded=
  [ ! -r "$guard_file" ] || while read -r text; do
    case $text in *"script guard "*) guarded=${text##*script guard } ;; esac
  done <"$guard_file"
  [ -d "${guarded:-/nothing}" ] || remove -f "$guard_link" "$guard_file"
}
