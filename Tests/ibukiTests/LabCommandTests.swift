#if os(Linux)
    import Foundation
    import Lab
    import PrivateNetwork
    import Testing

    /// The built program in the lab: nobody gives it a privilege, an interface or an address.
    @Suite("ibuki -i lab: the program", .blocking, .enabled(if: BuiltProgram.path != nil, "no built program"))
    struct LabCommandTests {
        private static let ibuki = BuiltProgram.path ?? ""
        /// Where there is such a tool, as a user who may do nothing, in whose sight the program is.
        private static func outcome(_ lines: String) throws -> (output: String, status: Int32) {
            let mayDrop = getuid() == 0 && (try? BuiltProgram.run("setpriv --help")) != nil
            let before = mayDrop ? "setpriv --bounding-set=-all --inh-caps=-all " : ""
            // Apart from a lab that somebody serves on this machine.
            return try BuiltProgram.outcome(
                "export XDG_RUNTIME_DIR=/nowhere; " + lines.replacing("ibuki", with: before + ibuki))
        }

        @Test(
            "the hosts are found by their names, and answer",
            arguments: [
                ("ibuki http http://web/ -i lab", 0, "Hello from the lab's web server."),
                ("ibuki http http://WEB/ -6 -i lab -v", 0, "connected to [fd77::80]:80"),
                ("ibuki http http://far/ -i lab --timeout 20s", 0, "Hello from far away."),
                ("ibuki http 'http://[fd77::80]/big/1000000' -i lab | wc -c", 0, "1000000"),
                ("ibuki ping web -i lab --timeout 60s -c 2 --interval 10ms", 0, "2 sent, 2 received"),
                ("ibuki ping router -6 -i lab --timeout 60s -c 1", 0, "fd77::1  1  56 octets in"),
                ("ibuki ping echo -i lab --timeout 60s -c 1 --own-address fd77::99/64", 0, "fd77::7  1  56 octets in"),
                ("ibuki ping silent -i lab -c 1 --timeout 50ms", 1, "no answer"),
                ("printf hello | ibuki connect echo 7 -i lab", 0, "hello"),
                ("ibuki connect echo 13 -i lab </dev/null", 0, " GMT"),
                ("ibuki connect closed 7 -i lab </dev/null", 1, "closed, port 7: connection refused"),
                ("ibuki dns web -i lab --short", 0, "10.77.0.80"),
                ("ibuki dns web AAAA @dns -i lab", 0, "fd77::80"),
                ("ibuki dns -x 10.77.0.80 -i lab --short", 0, "web."),
                ("ibuki dns nobody -i lab", 0, "NXDOMAIN"),
                ("ibuki dns web @silent -i lab --timeout 50ms --tries 1", 1, "web"),
                ("ibuki dns web @nobody -i lab", 2, "nobody in the lab has this name"),
                ("ibuki ping nobody -i lab", 2, "nobody in the lab has this name; there are router, echo"),
                ("ibuki ping 10.77.0.80 -6 -i lab", 2, "no address of the family"),
                (
                    "ibuki ping web.test -i eth0 --own-address 10.9.0.77/24 --dns 127.0.0.1#9", 1,
                    "web.test: 127.0.0.1#9"
                ),
                ("ibuki ping 10.77.0 -i lab", 2, "10.77.0"),
                ("ibuki http https://web/ -i lab", 0, "Hello from the lab's web server."),
                ("ibuki http 'https://[fd77::80]/big/300000' -i lab | wc -c", 0, "300000"),
                ("ibuki http https://web/ -i lab -v", 0, "'web', issued by 'The lab's authority'"),
                ("ibuki http https://dns/ -i lab", 1, "connection refused"),
                ("ibuki connect web 0 -i lab </dev/null", 2, "it takes"),
                ("ibuki ping web", 2, "or 'lab'"),
                ("ibuki scan web closed -i lab --timeout 3s -p 79-81", 0, "80/tcp  open    http     syn-ack"),
                ("ibuki scan web -6 -i lab --timeout 3s -p 80 --json", 0, "\"reason\":\"nd-response\""),
                (
                    "ibuki scan silent -i lab -p 80 --retry 0 --timeout 50ms", 0,
                    "80/tcp  filtered  http     no-response"
                ),
                ("ibuki scan far -i lab --timeout 3s -p 80,81 --retry 5", 0, "80/tcp  open    http     syn-ack"),
                ("ibuki scan echo -i lab --timeout 3s --udp -p 7,9", 0, "7/udp  open           echo     udp-response"),
                ("ibuki scan web -i lab --timeout 3s --banner -p 80", 0, "HTTP/1.1 200 OK"),
                ("ibuki scan 10.77.0.1-9 -i lab --timeout 3s --ping", 0, "9 hosts, 2 up"),
                ("ibuki scan 10.77.0.9 -i lab -p 80 --timeout 50ms", 1, "1 host, 0 up"),
                ("ibuki scan nobody -i lab", 2, "nobody in the lab has this name"),
                ("ibuki scan 10.0.0.0/8 -i lab", 2, "too many for one scan"),
                ("ibuki scan web -p 0-x -i lab", 2, "neither a port"),
                ("ibuki scan web -sn -p 80 -i lab", 2, "-p is for methods that ask ports"),
                ("ibuki trace far -i lab --timeout 5s --probes 5 --names", 0, " 1  router (10.77.0.1)"),
                ("ibuki trace far -6 -i lab --timeout 5s --tcp --json", 0, "\"address\":\"fd77:0:0:1::10\""),
                ("ibuki trace silent -i lab --udp -m 2 --timeout 50ms", 1, "silent did not answer"),
                ("ibuki trace web -i lab -f 3 -m 2", 2, "--first 3 is behind --max-hops 2"),
            ])
        func answers(line: String, status: Int32, said: String) throws {
            let (output, ended) = try Self.outcome(line)
            #expect(ended == status && output.contains(said), "\(output)")
        }

        @Test(
            "what crosses its switch is captured, by filters of both kinds, and the capture ends by a signal",
            arguments: [
                ("ibuki capture -i lab -c 3 arp", 0, "who-has"),
                ("ibuki capture -i lab -c 1 -Y 'http.response' -T fields -e http.response.code", 0, "200"),
                ("ibuki capture -i lab -c 1 -w - port 53 | ibuki read - -Y dns", 0, "web"),
                (
                    """
                    t=$(mktemp); ibuki capture -i lab -U -w $t & until [ -s $t ]; do sleep 0.1; done
                    kill $!; wait $!; s=$?; rm $t; exit $s
                    """, 0, "captured"
                ),
                ("ibuki capture -i lab 'port port'", 2, "port"), ("ibuki capture -i lab -i eth0", 2, "alone"),
                ("ibuki capture -i lab -s 64", 2, "-s, -Q"),
            ])
        func captures(line: String, status: Int32, said: String) throws {
            let (output, ended) = try Self.outcome(line)
            #expect(ended == status && output.contains(said), "\(output)")
        }

        @Test("its map, and the same as objects")
        func map() throws {
            #expect(try Self.outcome("ibuki lab --map").output == Lab.map)
            let lines = try Self.outcome("ibuki lab --json").output.split(separator: "\n")
            #expect(lines.count == LabHost.all.count)
            let first =
                #"{"name":"router","ipv4":"10.77.0.1","ipv6":"fd77::1","purpose":"passes packets on to the other network"}"#
            #expect(lines.first ?? "" == first)
        }

        @Test(
            "whatever takes -i takes lab",
            arguments: [
                ("ibuki ask 'eth/arp(dst.proto_ipv4=10.77.0.80)' -i lab --timeout 60s", 0, "Reply 10.77.0.80 is-at"),
                (
                    "ibuki ask 'ip(dst=10.77.0.53)/udp/dns(queries=[{name=web}])' -i lab --timeout 60s", 0,
                    "A 10.77.0.80"
                ),
                ("ibuki ask 'ipv6(dst=fd77:0:0:1::10)/icmpv6' -i lab --retry 5 --timeout 5s", 0, "echo reply"),
                ("ibuki ask 'ip(dst=10.77.0.99)/icmp' -i lab --timeout 50ms", 1, "10.77.0.99 does not answer"),
                ("ibuki send 'ip(dst=10.77.0.7)/udp(dstport=9)' -i lab --count 3", 0, "3 packets"),
                ("ibuki send 'ip(dst=10.77.0.7)/udp(dstport=9)' -i lab --dry-run", 0, "next hop is not known"),
                ("ibuki replay Examples/captures/tour.pcapng -i lab", 0, "packets"),
            ])
        func everywhere(line: String, status: Int32, said: String) throws {
            let (output, ended) = try Self.outcome(line)
            #expect(ended == status && output.contains(said), "\(output)")
        }

        /// Runs lines while a lab is served, in a folder that only they see.
        private static func whileServed(_ lines: String) throws -> (output: String, status: Int32) {
            let folder = try Folder()
            let lines = lines.replacing("ibuki ", with: "\(ibuki) ")
            return try BuiltProgram.outcome(
                """
                export XDG_RUNTIME_DIR=\(folder.path); cd $XDG_RUNTIME_DIR
                \(ibuki) lab > /dev/null 2> lab.err & lab=$!
                until [ -S ibuki-lab.sock ]; do sleep 0.02; done
                \(lines)
                kill -INT $lab; wait $lab
                """)
        }

        @Test(
            "another terminal connects, by TCP and by UDP, and is served a page by a stack of our own",
            arguments: [
                (
                    """
                    printf there | ibuki listen 4000 -i lab > heard 2> err & listener=$!
                    until grep -q listening err; do sleep 0.02; done
                    printf here | ibuki connect 10.77.0.100 4000 -i lab 2> /dev/null
                    wait $listener; cat heard
                    """, "therehere"
                ),
                (
                    """
                    ibuki listen 4000 -k -i lab < /dev/null > heard 2> err & listener=$!
                    until grep -q listening err; do sleep 0.02; done
                    for word in one two; do printf $word | ibuki connect fd77::100 4000 -i lab; done
                    kill -INT $listener; wait $listener; cat heard
                    """, "onetwo"
                ),
                (
                    """
                    printf answer | ibuki listen 4000 -u -i lab > heard 2> err & listener=$!
                    until grep -q listening err; do sleep 0.02; done
                    ibuki ask "ip(dst=10.77.0.100)/udp(dstport=4000)/'question'" -i lab
                    kill -INT $listener; wait $listener; cat heard
                    """, "question"
                ),
                (
                    """
                    ibuki serve http --stack -i lab --greeting hello > log 2>&1 & server=$!
                    until grep -q serving log; do sleep 0.02; done
                    ibuki http http://10.77.0.100:8080/ -i lab
                    kill -INT $server; wait $server; cat log
                    """, "closed after"
                ),
                ("ibuki listen 80; ibuki serve http --stack; ibuki serve http -i lab", "-i is for --stack"),
            ])
        func listens(lines: String, said: String) throws {
            let (output, status) = try Self.whileServed(lines)
            #expect(status == 0 && output.contains(said), "\(output)")
        }

        @Test(
            "what is said in one terminal is seen in another, in the lab that a third serves; two labs are not served at one place"
        )
        func shared() throws {
            let folder = try Folder()
            let (output, status) = try BuiltProgram.outcome(
                """
                export XDG_RUNTIME_DIR=\(folder.path)
                \(Self.ibuki) lab > /dev/null & lab=$!
                until [ -S $XDG_RUNTIME_DIR/ibuki-lab.sock ]; do sleep 0.02; done
                stat -c %a $XDG_RUNTIME_DIR/ibuki-lab.sock
                \(Self.ibuki) capture -i lab -c 2 icmp > $XDG_RUNTIME_DIR/seen & seen=$!
                # Until somebody listens there is nothing to be seen.
                while kill -0 $seen 2> /dev/null; do \(Self.ibuki) ping web -i lab -c 1; done
                cat $XDG_RUNTIME_DIR/seen
                \(Self.ibuki) lab; echo "second: $?"
                kill -KILL $lab; wait $lab
                \(Self.ibuki) ping web -i lab -c 1 && \(Self.ibuki) lab > /dev/null & lab=$!
                sleep 1
                until \(Self.ibuki) ping echo -i lab -c 1; do :; done
                kill -INT $lab; wait $lab
                ls $XDG_RUNTIME_DIR
                """)
            #expect(status == 0 && output.hasPrefix("600\n") || output.contains("\n600\n"), "\(output)")
            #expect(output.contains("> 10.77.0.80: ICMP echo request") && output.contains("second: 5"), "\(output)")
            #expect(output.contains("a lab is served already") && output.hasSuffix("seen\n"), "\(output)")
        }
    }
#endif
