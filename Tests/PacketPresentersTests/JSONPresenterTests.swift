import PacketPresenters
import PacketSamples
import Packets
import Testing

@Suite struct JSONPresenterTests {
    @Test("-T json nests members below a key with _tree, keeps values as strings and escapes texts, as tshark 4.0")
    func json() {
        let text = Sample.present { packet, detail, text in
            var presenter = JSONPresenter(Sample.registry)
            presenter.begin(into: &text)
            presenter.write(&packet, detail, into: &text)
            presenter.end(into: &text)
        }
        #expect(
            text == #"""
                [
                  {
                    "_index": "packets-2024-02-29",
                    "_type": "doc",
                    "_score": null,
                    "_source": {
                      "layers": {
                        "smp": {
                          "smp.version": "4",
                          "smp.hdr_len": "20",
                          "smp.flags": "0x83",
                          "smp.flags_tree": {
                            "smp.flags.urg": "1",
                            "smp.flags.rest": "3"
                          },
                          "smp.kind": "0x0002",
                          "smp.src": "192.0.2.1",
                          "smp.addr": "192.0.2.1",
                          "smp.name": "a\n\"b",
                          "smp.total": "23",
                          "smp.options": "02:04:05:b4:07:04:aa:bb",
                          "smp.options_tree": {
                            "smp.size": "02:04:05:b4",
                            "smp.size_tree": {
                              "smp.option.kind": "2",
                              "smp.option.len": "4",
                              "smp.size.val": "1460"
                            },
                            "smp.option": "07:04:aa:bb",
                            "smp.option_tree": {
                              "smp.option.kind": "7",
                              "smp.option.len": "4"
                            }
                          }
                        },
                        "data": {
                          "data.data": "68:69:21",
                          "data.len": "3"
                        }
                      }
                    }
                  }
                ]

                """#)
    }

    @Test("no packet is an empty array")
    func empty() {
        var presenter = JSONPresenter(Sample.registry)
        var text = TextBuffer()
        presenter.begin(into: &text)
        presenter.end(into: &text)
        #expect(String(decoding: text) == "[]\n")
    }

    @Test("the date of the index is the time zone's")
    func zone() {
        let text = Sample.present { packet, detail, text in
            let zone = TimeZoneTable(fixed: TimeZoneOffset(seconds: 12 * 3600, abbreviation: "+12"))
            var presenter = JSONPresenter(Sample.registry, zone: zone)
            presenter.begin(into: &text)
            presenter.write(&packet, detail, into: &text)
        }
        #expect(text.contains("\"packets-2024-03-01\""))
    }

    @Test("a fault is a layer of its own behind its layer, with the reason as expert information")
    func fault() {
        let text = Sample.present(Sample.brokenOctets) { packet, detail, text in
            var presenter = JSONPresenter(Sample.registry)
            presenter.begin(into: &text)
            presenter.write(&packet, detail, into: &text)
            presenter.end(into: &text)
        }
        #expect(
            text.contains(
                #"""
                            }
                          }
                        },
                        "_ws.malformed": {
                          "_ws.expert": {
                            "_ws.malformed.expert": "",
                            "_ws.expert.message": "Malformed Packet: SMP (Option at offset 16 does not fit in the 4 octets that are there)",
                            "_ws.expert.severity": "8388608",
                            "_ws.expert.group": "117440512"
                          },
                          "_ws.malformed": "Malformed Packet"
                        },
                        "data": {
                """#))
    }

    @Test("-T ek is two lines, keys with the protocol before them, fields of one name in an array")
    func ek() {
        let text = Sample.present { packet, detail, text in
            var presenter = EKPresenter(Sample.registry)
            presenter.write(&packet, detail, into: &text)
        }
        #expect(
            text == #"""
                {"index":{"_index":"packets-2024-02-29","_type":"doc"}}
                {"timestamp":"1709210096123","layers":{"smp":{"smp_smp_version":"4","smp_smp_hdr_len":"20","smp_smp_flags":"0x83","smp_smp_flags_urg":true,"smp_smp_flags_rest":"3","smp_smp_kind":"0x0002","smp_smp_src":"192.0.2.1","smp_smp_addr":"192.0.2.1","smp_smp_name":"a\n\"b","smp_smp_total":"23","smp_smp_options":"02:04:05:b4:07:04:aa:bb","smp_size":"02:04:05:b4","smp_smp_option_kind":["2","7"],"smp_smp_option_len":["4","4"],"smp_smp_size_val":"1460","smp_option":"07:04:aa:bb"},"data":{"data_data_data":"68:69:21","data_data_len":"3"}}}

                """#)
    }

    @Test("--no-duplicate-keys gives each key once, with an array of its values, as tshark 4.0 has it")
    func merged() {
        // Two options of the same kind.
        let octets = Array(Sample.octets[..<12]) + [7, 4, 0xaa, 0xbb, 7, 4, 0xcc, 0xdd] + Sample.octets[20...]
        let text = Sample.present(octets) { packet, detail, text in
            var presenter = MergedJSONPresenter(Sample.registry)
            presenter.begin(into: &text)
            presenter.write(&packet, detail, into: &text)
            presenter.end(into: &text)
        }
        #expect(
            text.hasSuffix(
                #"""
                          "smp.options_tree": {
                            "smp.option": [
                              "07:04:aa:bb",
                              "07:04:cc:dd"
                            ],
                            "smp.option_tree": [
                              {
                                "smp.option.kind": "7",
                                "smp.option.len": "4"
                              },
                              {
                                "smp.option.kind": "7",
                                "smp.option.len": "4"
                              }
                            ]
                          }
                        },
                        "data": {
                          "data.data": "68:69:21",
                          "data.len": "3"
                        }
                      }
                    }
                  }
                ]

                """#))
    }

    @Test("every cut of a packet gives balanced JSON")
    func cuts() {
        for length in 0...Sample.octets.count {
            let text = Sample.present(Array(Sample.octets[..<length])) { packet, detail, text in
                var presenter = JSONPresenter(Sample.registry)
                presenter.begin(into: &text)
                presenter.write(&packet, detail, into: &text)
                presenter.end(into: &text)
            }
            #expect(text.count(where: { $0 == "{" }) == text.count(where: { $0 == "}" }))
            #expect(!text.contains(",\n}") && !text.contains("{,"))
            #expect(text.hasSuffix("\n  }\n]\n"))
        }
    }
}
