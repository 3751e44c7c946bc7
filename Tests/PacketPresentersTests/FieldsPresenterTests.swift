import PacketPresenters
import Packets
import Testing

@Suite struct FieldsPresenterTests {
    private func fields(_ names: [String], _ options: [String] = [], header: Bool = false) throws -> String {
        try Sample.present { packet, _, text in
            var format = FieldsFormat()
            for option in options { try format.set(option) }
            let selection = try FieldSelection(names, in: Sample.registry)
            var values = FieldValues(selection)
            var presenter = FieldsPresenter(selection, in: Sample.registry, format: format)
            presenter.begin(into: &text)
            values.collect(selection, of: &packet, in: Sample.registry)
            presenter.write(values, of: &packet, into: &text)
        }
    }

    @Test("columns by tabs, values by commas, layers by their headings, texts escaped")
    func plain() throws {
        let line = try fields([
            "smp", "smp.option.kind", "smp.flags", "smp.name", "smp.options", "data.data", "smp.src",
        ])
        #expect(
            line
                == "Sample Protocol, Src: 192.0.2.1\t2,7\t0x83\ta\\n\"b\t020405b40704aabb\t686921\t192.0.2.1\n")
    }

    @Test(
        "-E options mean what they mean to tshark",
        arguments: [
            (["header=y"], "smp.option.kind\tsmp.src\n2,7\t192.0.2.1\n"),
            (["bom=y"], "\u{feff}2,7\t192.0.2.1\n"),
            (["separator=/s", "aggregator=|"], "2|7 192.0.2.1\n"),
            (["separator=;", "aggregator=/s"], "2 7;192.0.2.1\n"),
            (["separator=/x"], "2,7\\192.0.2.1\n"),
            (["occurrence=f"], "2\t192.0.2.1\n"),
            (["occurrence=l"], "7\t192.0.2.1\n"),
            (["quote=d", "separator=,"], "\"2,7\",\"192.0.2.1\"\n"),
            (["quote=s"], "'2,7'\t'192.0.2.1'\n"),
        ])
    func options(_ options: [String], _ expected: String) throws {
        #expect(try fields(["smp.option.kind", "smp.src"], options) == expected)
    }

    @Test("a column without a value is empty, without quotes too")
    func absent() throws {
        #expect(try fields(["smp.version", "frame.interface_name", "smp.total"], ["quote=d"]) == "\"4\"\t\t\"23\"\n")
    }

    @Test("the same field may fill two columns")
    func twice() throws { #expect(try fields(["smp.version", "smp.version"]) == "4\t4\n") }

    @Test("texts stay as they are when nothing is to be escaped")
    func raw() throws { #expect(try fields(["smp.name"], ["escape=n"]) == "a\n\"b\n") }

    @Test(
        "a wrong option says what is wrong",
        arguments: [
            ("header", FieldsFormatError.Code.syntax), ("header=", .value), ("header=maybe", .value),
            ("nothing=y", .name), ("occurrence=z", .value), ("quote=z", .value),
        ])
    func wrong(_ option: String, _ code: FieldsFormatError.Code) {
        var format = FieldsFormat()
        do {
            try format.set(option)
            Issue.record("\(option) was taken")
        } catch {
            #expect(error.code == code)
        }
    }

    @Test("-T json and -T ek with -e write each chosen field that has values as an array")
    func json() throws {
        func write(_ names: [String], isBulk: Bool) throws -> String {
            try Sample.present { packet, _, text in
                let selection = try FieldSelection(names, in: Sample.registry)
                var values = FieldValues(selection)
                var presenter = FieldsJSONPresenter(selection, in: Sample.registry, isBulk: isBulk)
                presenter.begin(into: &text)
                values.collect(selection, of: &packet, in: Sample.registry)
                presenter.write(values, of: &packet, into: &text)
                presenter.end(into: &text)
            }
        }
        let names = ["smp.option.kind", "frame.interface_name", "smp.name", "smp.options"]
        #expect(
            try write(names, isBulk: true) == #"""
                {"index":{"_index":"packets-2024-02-29","_type":"doc"}}
                {"timestamp":"1709210096123","layers":{"smp_option_kind":["2","7"],"smp_name":["a\n\"b"],"smp_options":["020405b40704aabb"]}}

                """#)
        #expect(
            try write(["smp.option.kind", "smp.name"], isBulk: false) == #"""
                [
                  {
                    "_index": "packets-2024-02-29",
                    "_type": "doc",
                    "_score": null,
                    "_source": {
                      "layers": {
                        "smp.option.kind": [
                          "2",
                          "7"
                        ],
                        "smp.name": [
                          "a\n\"b"
                        ]
                      }
                    }
                  }
                ]

                """#)
        #expect(try write(["frame.interface_name"], isBulk: false).contains("      \"layers\": {}\n    }\n  }\n]\n"))
    }

    @Test("-T pdml with -e writes an element a value, as tshark 4.0")
    func pdml() throws {
        let text = try Sample.present { packet, _, text in
            let selection = try FieldSelection(
                ["smp.option.kind", "smp.name", "frame.interface_name"], in: Sample.registry)
            var values = FieldValues(selection)
            var presenter = FieldsPDMLPresenter(selection, in: Sample.registry)
            values.collect(selection, of: &packet, in: Sample.registry)
            presenter.write(values, of: &packet, into: &text)
        }
        #expect(text.hasPrefix("<packet>\n  <proto name=\"geninfo\" "))
        #expect(
            text.hasSuffix(
                """
                  </proto>
                  <field name="smp.option.kind" value="2"/>
                  <field name="smp.option.kind" value="7"/>
                  <field name="smp.name" value="a
                &quot;b"/>
                </packet>



                """))
    }

    @Test("the columns of the packet list stand among fields: _ws.col.Info and its kin")
    func columns() throws {
        let names = PacketColumn.allCases.map(\.rawValue)
        #expect(
            names == [
                "_ws.col.No.", "_ws.col.Time", "_ws.col.Source", "_ws.col.Destination", "_ws.col.Protocol",
                "_ws.col.Length", "_ws.col.Info",
            ])
        #expect(try fields(names + ["smp.version"]) == "7\t0.000000000\t192.0.2.1\t\tSMP\t23\tSMP, length 23\t4\n")
    }

    @Test("a field that is named twice is one key in JSON")
    func twiceInObjects() throws {
        let text = try Sample.present { packet, _, text in
            let selection = try FieldSelection(["smp.version", "smp.version"], in: Sample.registry)
            var values = FieldValues(selection)
            var presenter = FieldsJSONPresenter(selection, in: Sample.registry, isBulk: true)
            values.collect(selection, of: &packet, in: Sample.registry)
            presenter.write(values, of: &packet, into: &text)
        }
        #expect(text.hasSuffix("\"layers\":{\"smp_version\":[\"4\"]}}\n"))
    }

    @Test("a name that no field has is named")
    func unknown() {
        #expect(throws: UnknownField.self) { try FieldSelection(["smp.nothing"], in: Sample.registry) }
    }
}
