# packets.pl TARGET RATE FILE: asks TARGET by ICMP echo, RATE times a second, until told to stop (SIGINT), and writes to FILE
# how many requests went out, how many never came back and how many came back twice. The target's kernel answers; FILE.begun
# is there from the first answer on.
use strict;
use warnings;
use Socket;
use Time::HiRes qw(time);

my ($target, $rate, $file) = @ARGV;
my $id = $$ & 0xffff;
my $icmp = 1;
my $receive_buffer_force = 33;

socket(my $socket, PF_INET, SOCK_RAW, $icmp) or die "socket: $!";
setsockopt($socket, SOL_SOCKET, $receive_buffer_force, pack('i', 8 << 20)) or die "buffer: $!";
connect($socket, pack_sockaddr_in(0, inet_aton($target))) or die "connect: $!";

my ($sent, $back, $twice, $failed, $answered, @late) = (0, 0, 0, 0, '');

sub checksum {
    my $sum = unpack('%32n*', shift);
    $sum = ($sum >> 16) + ($sum & 0xffff) while $sum >> 16;
    return ~$sum & 0xffff;
}

sub request {
    my $body = pack('nnN', $id, $sent & 0xffff, $sent);
    my $packet = pack('CCn', 8, 0, checksum(pack('CCn', 8, 0, 0) . $body)) . $body;
    # What the kernel here does not take is no loss of the bond's; it is counted apart.
    if (defined send($socket, $packet, 0)) { $sent++ } else { $failed++ }
}

# Takes what is there, for at most so many seconds.
sub answers {
    my $wait = shift;
    my $ready = '';
    vec($ready, fileno($socket), 1) = 1;
    return unless select($ready, undef, undef, $wait > 0 ? $wait : 0);
    while (defined recv($socket, my $packet, 128, MSG_DONTWAIT)) {
        my $header = (ord($packet) & 15) * 4;
        my ($type, undef, undef, $from, undef, $number) = unpack('CCnnnN', substr($packet, $header));
        next unless defined $number && $type == 0 && $from == $id && $number < $sent;
        if (vec($answered, $number, 1)) { $twice++; next }
        vec($answered, $number, 1) = 1;
        $back++;
    }
}

my ($running, $begun) = (1, 0);
$SIG{INT} = sub { $running = 0 };

my $due = time;
while ($running) {
    my $now = time;
    # A machine that was late catches up a little: a burst of everything that was missed would be another kind of traffic.
    $due = $now - 0.05 if $due < $now - 0.05;
    for (; $due <= $now; $due += 1 / $rate) { request() }
    answers($due - time);
    if ($back && !$begun) {
        $begun = 1;
        open(my $sign, '>', "$file.begun") or die "$file: $!";
    }
}
for (1 .. 30) { answers(0.1) if $back < $sent }

my ($lost, $first) = (0, -1);
for my $number (0 .. $sent - 1) {
    next if vec($answered, $number, 1);
    $first = $number if $first < 0;
    $lost++;
}
open(my $out, '>', "$file.new") or die "$file: $!";
print $out "$sent $lost $twice $failed $first\n";
close($out);
rename("$file.new", $file) or die "$file: $!";
