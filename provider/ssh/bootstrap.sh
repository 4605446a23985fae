#!/bin/sh
# What every exec runs, whatever the login shell is. The client joins the statements to one line between single
# quotes, so: one statement per line, and no quote, backslash or exclamation mark that sh, csh or fish would read
# differently there, and less than 1024 bytes in all, which is all that an old csh takes.
#
# Standard input: one line `nonce bytes-of-script bytes-of-input`, then exactly that many bytes of each. Nothing runs
# unless all of them arrived, so a connection that breaks in the middle runs neither half a script nor half an input.
# dd reads what it is told to and not a byte more; head -c of busybox reads ahead. Descriptor 6 is the client, for a script
# that waits for its reply.
# Standard output and error: what the script prints, between two lines that carry the nonce, so that the text of a
# login shell cannot be taken for it; the second one carries the exit code.
PATH=/usr/sbin:/usr/bin:/sbin:/bin
LC_ALL=C
export PATH LC_ALL
echo linux-bond-ready >&2
IFS=" " read -r nonce size more || exit 70
exec 6<&0
take() { test "$1" = 0 || dd bs="$1" count=1 iflag=fullblock <&6; echo .; }
script=$(take "$size")
script=${script%.}
input=$(take "$more")
input=${input%.}
test "${#script} ${#input}" = "$size $more" || exit 70
echo "$nonce begin"
echo "$nonce begin" >&2
printf %s "$input" 2>/dev/null | (unset nonce size more input; eval "$script")
code=$?
echo "$nonce end $code"
echo "$nonce end $code" >&2
