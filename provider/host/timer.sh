# The two things that undo an unconfirmed change by themselves: a timer in this boot, a guard at the next.

# systemd is asked, and not waited for without end: one that does not answer is one that is not there.
ask_systemd() {
  timeout -k 5 20 "$@" </dev/null >/dev/null 2>&1 6<&- 7<&- 8<&- 9<&-
}

# Starts this transaction's copy of the script with word $1, in a session of its own that outlives the SSH session.
detach_script() {
  if has_systemd && ask_systemd systemd-run --quiet --unit="pulumi-linux-bond-$id-$1" -p KillMode=process \
    /bin/sh "$dir/script" "$1" "$dir"; then
    return 0
  fi
  setsid /bin/sh "$dir/script" "$1" "$dir" </dev/null >/dev/null 2>&1 6<&- 7<&- 8<&- 9<&- &
}

# systemd's timer counts on a clock that nobody sets; without AccuracySec it may be a minute late. KillMode: a DHCP client
# that ifup starts must outlive the script.
arm_timer() {
  point timer || return 1
  if has_systemd && ask_systemd systemd-run --quiet --unit="pulumi-linux-bond-$id" --on-active="$1s" \
    --timer-property=AccuracySec=1s -p KillMode=process /bin/sh "$dir/script" expire "$dir"; then
    timer="systemd timer pulumi-linux-bond-$id.timer"
    return 0
  fi
  reserve "$dir/timer" || return 1
  setsid /bin/sh "$dir/script" sleep "$dir" </dev/null >/dev/null 2>&1 6<&- 7<&- 8<&- 9<&- &
  identify $! && fill "$dir/timer" "$process" || return 1
  timer="process $!"
}

timer_alive() {
  if [ -f "$dir/timer" ]; then
    read_line "$dir/timer"
    is_alive "${line%% *}" "${line##* }"
  else
    has_systemd && {
      ask_systemd systemctl -q is-active "pulumi-linux-bond-$id.timer" ||
        ask_systemd systemctl -q is-active "pulumi-linux-bond-$id.service"
    }
  fi
}

# Is somebody still there who will bring this transaction to an end: its worker, its timer, whoever is undoing it?
is_pending() {
  read_line "$dir/boot"
  boot=$line
  read_line /proc/sys/kernel/random/boot_id
  [ "$boot" = "$line" ] || return 1
  read_line "$dir/worker"
  is_alive "${line%% *}" "${line##* }" || timer_alive || ! flock -n "$dir/files" true
}

# The timer's own process, when it is what runs this, is left to end by itself. systemd may have both: it made the timer
# after all, only too late for us to hear of it.
disarm_timer() {
  point timer || return 1
  if [ -f "$dir/timer" ]; then
    read_line "$dir/timer"
    timer_process=${line%% *}
    if [ "$timer_process" != $$ ] && is_alive "$timer_process" "${line##* }"; then kill_session "$timer_process"; fi
  fi
  if has_systemd; then
    ask_systemd systemctl stop "pulumi-linux-bond-$id.timer"
    stopped=$?
    forget_worker "pulumi-linux-bond-$id-work.service"
    # 5: there is no such unit (any more).
    [ "$stopped" = 0 ] || [ "$stopped" = 5 ]
  fi
}

# A worker that was killed stands in systemd's list as failed until somebody takes note. systemd keeps a file of every unit
# that it made for us, here or (up to version 228) there.
forget_worker() {
  if [ -e "/run/systemd/transient/$1" ] || [ -e "/run/systemd/system/$1" ]; then
    ask_systemd systemctl reset-failed "$1"
  fi
}

# Ends process $1 and what it started and did not let go of: its session.
kill_session() {
  for entry in /proc/[0-9]*; do
    if stat_field "${entry#/proc/}" 4 && [ "$field" = "$1" ]; then kill -KILL "${entry#/proc/}" 2>/dev/null; fi
  done
  return 0
}

# The guard is written by hand and linked by hand: nothing of the running systemd is asked, the next boot reads it. Whatever
# reads or writes network files at boot comes after it; network-pre.target orders nothing unless somebody wants it, and
# the ifup@ services of ifupdown have no other tie.
arm_guard() {
  point guard || return 1
  has_systemd || return 0
  [ -d /etc/systemd/system/sysinit.target.wants ] || mkdir -p /etc/systemd/system/sysinit.target.wants || return 1
  (printf '%s\n' "# Written by pulumi-linux-bond while a change of the network configuration waits to be confirmed; goes by itself.
[Unit]
Description=Undo an unconfirmed change of the network configuration
DefaultDependencies=no
After=local-fs.target
Wants=network-pre.target
Before=sysinit.target network-pre.target shutdown.target
Before=network.service NetworkManager.service systemd-networkd.service networking.service wickedd.service
Before=netplan-configure.service cloud-init-local.service
Conflicts=shutdown.target
RequiresMountsFor=$TRANSACTIONS /etc

[Service]
Type=oneshot
TimeoutStartSec=60
ExecStart=/bin/sh $dir/script guard $dir") 2>/dev/null >"/etc/systemd/system/$GUARD" || return 1
  ln -sf "../$GUARD" "/etc/systemd/system/sysinit.target.wants/$GUARD"
}

# Only this transaction's guard: a next one may have been armed already.
disarm_guard() {
  guarded=
  [ ! -r "/etc/systemd/system/$GUARD" ] || while read -r text; do
    case $text in *"script guard $dir") guarded=yes ;; esac
  done <"/etc/systemd/system/$GUARD"
  [ -n "$guarded" ] || return 0
  remove -f "/etc/systemd/system/sysinit.target.wants/$GUARD" "/etc/systemd/system/$GUARD"
}
