# Advertises a router and a prefix of its own on every line to a host, w1, w2, ..., every second and a half: what a host
# makes of it comes and goes by itself. Runs in the world's network namespace until it is killed.
use strict;
use warnings;
use Socket qw(SOCK_RAW inet_pton pack_sockaddr_in6);

my ($ipv6, $icmpv6, $hops, $index_of) = (10, 58, 18, 0x8933);
socket(my $socket, $ipv6, SOCK_RAW, $icmpv6) or die "socket: $!";
setsockopt($socket, 41, $hops, pack("i", 255)) or die "hops: $!";

# A router for half a minute, and a prefix for twice that.
sub advertisement {
    my ($number) = @_;
    my $prefix = inet_pton($ipv6, sprintf("fd5a:%x:%x::", $number >> 8, $number & 255));
    return pack("CCnCCnNN", 134, 0, 0, 64, 0, 30, 0, 0) . pack("CCCCNNN", 3, 4, 64, 0xc0, 60, 60, 0) . $prefix;
}

while (1) {
    open(my $devices, "<", "/proc/self/net/dev") or die "devices: $!";
    for my $name (map { /^\s*(w\d+):/ ? $1 : () } <$devices>) {
        my $request = pack("a16ix20", $name, 0);
        ioctl($socket, $index_of, $request) or next;
        my $place = pack_sockaddr_in6(0, inet_pton($ipv6, "ff02::1"), unpack("x16i", $request));
        # A line that has just gone, or has no address yet, is none.
        send($socket, advertisement(substr($name, 1)), 0, $place);
    }
    select(undef, undef, undef, 1.5);
}
