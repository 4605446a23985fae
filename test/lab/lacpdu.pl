# lacpdu.pl PORT INDEX SYSTEM KEY: answers on PORT as a switch does that has put the port into its LAG and is not ready for
# it: LACPDUs of that system and key, without the bit that says "in sync". Once a second, until stopped.
use strict;
use warnings;

my ($port, $index, $system, $key) = @ARGV;
my $packets = 17;    # AF_PACKET
my $raw = 3;         # SOCK_RAW
my $slow = 0x8809;
my $ready_but_for_sync = 1 | 2 | 4;    # active, short timeout, may aggregate

socket(my $socket, $packets, $raw, unpack('S', pack('n', $slow))) or die "socket: $!";
bind($socket, pack('S n i S C C a8', $packets, $slow, $index, 0, 0, 0, '')) or die "bind to $port: $!";

my $address = pack('H*', $system =~ tr/://dr);
my $actor = pack('n a6 n n n C', 65535, $address, $key, 255, 77, $ready_but_for_sync);
my $partner = pack('a15', '');

sub lacpdu {
    my $frame = pack('H12 a6 n C C', '0180c2000002', $address, $slow, 1, 1);
    $frame .= pack('C C a15 x3', 1, 20, $actor) . pack('C C a15 x3', 2, 20, $partner);
    return $frame . pack('C C n x12', 3, 16, 0) . pack('C C x50', 0, 0);
}

while (1) {
    send($socket, lacpdu(), 0) or die "send: $!";
    my $wait = '';
    vec($wait, fileno($socket), 1) = 1;
    select(undef, undef, undef, 0.2);
    next unless select($wait, undef, undef, 0.8);
    next unless defined recv($socket, my $frame, 256, 0);
    $partner = substr($frame, 18, 15) if length($frame) >= 110 && substr($frame, 6, 6) ne $address;
}
