import Script
import Testing

@Suite("The language of scripts")
struct LanguageTests {
    /// A listener, and lines behind it.
    static func script(_ lines: String) -> String {
        """
        0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
        +0 bind(3, ..., ...) = 0
        +0 listen(3, 1) = 0

        """ + lines
    }

    /// A connection that was accepted, and lines behind it.
    static func connection(_ lines: String) -> String {
        script(
            """
            +0 < S 0:0(0) win 32792 <mss 1000,sackOK,nop,nop,nop,wscale 7>
            +0 > S. 0:0(0) ack 1 <mss 1460,nop,nop,sackOK,nop,wscale 8>
            +.1 < . 1:1(0) ack 1 win 257
            +0 accept(3, ..., ...) = 4

            """ + lines)
    }

    /// What reading a text, or running it, says.
    static func failure(_ text: String) -> String {
        do throws(ScriptError) { try Script(text, name: "a.pkt").run() } catch { return "\(error)" }
        return "fine"
    }

    @Test("what every kind of line looks like is read and run")
    func every() throws {
        let text = """
            // options
            --tolerance_usecs=10000
            --mtu=1500
            /* commands,
               in two ways */
            `sysctl -q net.ipv4.tcp_congestion_control=reno`
            0.0 `../common/defaults.sh`
            0 socket(..., SOCK_STREAM|SOCK_NONBLOCK, IPPROTO_TCP) = 3
            +0 setsockopt(3, SOL_SOCKET, SO_REUSEADDR, [1], 4) = 0
            +0 bind(3, {sa_family=AF_INET, sin_port=htons(8080), sin_addr=inet_addr("0.0.0.0")}, ...) = 0
            +0 listen(3, 1) = 0
            +0 accept(3, ..., ...) = -1 EAGAIN (Resource temporarily unavailable)
            0.1 < [ect0, ttl 64] S 0:0(0) win 0x8000 <mss 1000,sackOK,TS val 100 ecr 0,nop,wscale 7>
            * > S. 0:0(0) ack 1 <mss 1460,sackOK,TS val 7 ecr 100,nop,wscale 8>
            0.2 < . 1:1(0) ack 1 win 257 <nop,nop,TS val 200 ecr 7>
            +0 accept(3, ..., ...) = 4
            +0...0.1 read(4, ..., 1000) = 500
            +.1 < P. 1:501(500) ack 1 win 257 <nop,nop,TS val 300 ecr 107>
            +0~+.05 > . 1:1(0) ack 501 <...>
            0.5 writev(4, [{..., 100}, {..., 20}], 2) = 120
            0.4~0.6 > P. 1:121(120) ack 501 <nop,nop,TS val 407 ecr 300>
            +0 %{
            assert tcpi_unacked == 1 and not tcpi_sacked, 'one is under way'
            print(tcpi_snd_cwnd)
            }%
            """
        #expect(Self.failure(text) == "fine")
    }

    @Test(
        "an error in the text says where, and what to write instead",
        arguments: [
            ("--wrong=1", "a.pkt:1:1: there is no option '--wrong'"),
            ("--mtu=5", "a.pkt:1:1: --mtu takes a number from 68 to 65535, not '5'"),
            ("--ip_version=ipv5", "a.pkt:1:1: --ip_version takes ipv4 or ipv6"),
            ("--ip_version=ipv6\n--local_ip=10.0.0.1", "a.pkt:1:1: 10.0.0.1 is no host's address of the family"),
            ("0 listen(3, 1) = 0\n--mtu=1500", "a.pkt:2:1: options stand before everything else"),
            ("/* open", "a.pkt:1:1: the comment is never closed"),
            ("0 `sysctl", "a.pkt:1:3: what begins here is never closed"),
            ("0 %{ assert 1", "a.pkt:1:3: the code is never closed"),
            ("0 write(3, \"abc", "a.pkt:1:12: what begins here is never closed"),
            ("+ < . 1:1(0) ack 1", "a.pkt:1:3: expected a time"),
            ("99999999 < . 1:1(0) ack 1", "a.pkt:1:1: a time is from 0 to 10000000 seconds, not 99999999"),
            ("+.1~.2 > . 1:1(0)", "a.pkt:1:5: both ends of a range of times begin with '+', or neither does"),
            (".2~.1 > . 1:1(0)", "a.pkt:1:4: a range of times ends before it begins"),
            ("* < . 1:1(0) ack 1", "a.pkt:1:3: a packet that comes needs a time"),
            ("0 < X 1:1(0)", "a.pkt:1:5: a segment's flags are of F S R P . U E W and A, not 'X'"),
            ("0 < . 1:1(0) win 5", "a.pkt:1:5: the flags have a '.', and no 'ack' says"),
            ("0 < S 1:1(0) ack 5", "a.pkt:1:5: 'ack' is given, and the flags have no '.'"),
            ("0 < . 1:11(5) ack 1", "a.pkt:1:7: 1:11 are 10 octets, and 5 stand behind it"),
            ("0 < S 4294967296:0(0)", "a.pkt:1:7: a sequence number is from 0 to 4294967295, not 4294967296"),
            ("0 < S 0:0(0) win 70000", "a.pkt:1:18: a window is from 0 to 65535, not 70000"),
            ("0 < S 0:0(0) <mss 1000,foo>", "a.pkt:1:24: options are mss, wscale"),
            ("0 < S 0:0(0) <...>", "a.pkt:1:18: '<...>' is for packets that leave"),
            ("0 < . 1:1(0) ack 1 <sack 1:2 3:4 5:6 7:8 9:10>", "a.pkt:1:46: options have room for 40 octets"),
            ("0 < [tos 256] . 1:1(0) ack 1", "a.pkt:1:10: a tos is from 0 to 255"),
            ("0 < [flowlabel 1] . 1:1(0)", "a.pkt:1:6: of IP's header are known"),
            ("0 < icmp unheard", "a.pkt:1:3: ICMP messages are"),
            ("0 listen 3", "a.pkt:1:10: expected '(' behind the name of a system call, found '3'"),
            ("0 listen(3, 1)", "a.pkt:1:15: expected '=' and the result, behind a system call, found the end"),
            ("* listen(3, 1) = 0", "a.pkt:1:3: a system call needs a time"),
            ("+1...0.5 listen(3, 1) = 0", "a.pkt:1:3: the call would be done before it begins"),
            ("0 %{ import os }%", "a.pkt:1:6: of Python are known 'assert', 'print' and 'name = value'"),
            ("0 %{\nassert 1 +\n}%", "a.pkt:2:11: expected a number, a name, a text or '('"),
            ("0 %{ assert len(1) }%", "a.pkt:1:13: functions are abs, min, max, int and float, not 'len'"),
            ("\u{1}", "a.pkt:1:1: an octet of 0x1 stands outside"),
            ("0 f(\(String(repeating: "[", count: 40))", "a.pkt:1:21: values stand at most 16 deep"),
            ("9999999999999999999999 f()", "a.pkt:1:1: the number does not fit in 63 bits"),
            ("`ethtool -K tun0 tso off`", "a.pkt:1:1: 'ethtool' is not known here"),
            ("0 %{ a = 1; assert a == 2 }%", "a.pkt:1: assertion failed: a == 2\na = 1"),
            (
                "0 %{ a = 1; a += 2 * 3; assert a == 7 and a != 'x' }%\n+0 %{ a -= 8; assert -a == 2 }%",
                "a.pkt:2: assertion failed"
            ),
            ("`sysctl -q net.ipv4.tcp_foo=1`", "a.pkt:1:1: not supported by the stack yet: tcp_foo"),
            ("0 fork() = 0", "a.pkt:1:3: there is no call 'fork' here"),
        ])
    func refuses(_ text: String, _ expected: String) {
        let failure = Self.failure(text)
        #expect(failure.hasPrefix(expected), "\(failure)")
    }

    @Test("no beginning of a script traps, and none of its letters changed")
    func hostile() {
        let text = Self.connection(
            """
            +0...0.2 recvmsg(4, {msg_name(...)=..., msg_iov(1)=[{..., 1000}], msg_flags=0}, 0) = 100
            +.1 < [ce] P. 1:101(100) ack 1 win 257 <sack 1:2 3:4,nop,nop,eol>
            +0 < icmp unreachable frag_needed mtu 600 [1:1001(1000)]
            +0 < udp (100)
            +0 poll([{fd=4, events=POLLIN|POLLOUT, revents=POLLOUT}], 1, 0) = 1
            +0 %{ assert (tcpi_snd_cwnd + 1) * 2 == 22 or "a" != 'b'; print 1, 2.5 // 2 }%
            """)
        let octets = Array(text.utf8)
        for end in 0..<octets.count {
            _ = Self.failure(String(decoding: octets[..<end], as: UTF8.self))
        }
        for index in octets.indices {
            var changed = octets
            changed[index] = octets[(index * 7 + 3) % octets.count]
            _ = Self.failure(String(decoding: changed, as: UTF8.self))
        }
    }
}
