import PacketPresenters
import Packets
import Testing

@Suite struct PDMLPresenterTests {
    @Test("-T pdml says where each field lies, what it shows and its octets; bits stand beside the octets around them")
    func pdml() {
        let text = Sample.present { packet, detail, text in
            var presenter = PDMLPresenter(Sample.registry)
            presenter.begin(creator: "ibuki/1", at: Timestamp(seconds: 0), file: "a<b.pcap", into: &text)
            presenter.write(&packet, detail, into: &text)
            presenter.end(into: &text)
        }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        #expect(
            lines[..<9] == [
                #"<?xml version="1.0" encoding="utf-8"?>"#,
                #"<pdml version="0" creator="ibuki/1" time="1970-01-01 00:00:00" capture_file="a&lt;b.pcap">"#,
                #"<packet>"#,
                #"  <proto name="geninfo" pos="0" showname="General information" size="23">"#,
                #"    <field name="num" pos="0" show="7" showname="Number" value="7" size="23"/>"#,
                #"    <field name="len" pos="0" show="23" showname="Frame Length" value="17" size="23"/>"#,
                #"    <field name="caplen" pos="0" show="23" showname="Captured Length" value="17" size="23"/>"#,
                #"    <field name="timestamp" pos="0" show="Feb 29, 2024 12:34:56.123456789 UTC" showname="Captured Time" value="1709210096.123456789" size="23"/>"#,
                #"  </proto>"#,
            ])
        for line in [
            #"  <proto name="smp" showname="Sample Protocol, Src: 192.0.2.1" size="20" pos="0">"#,
            #"    <field name="smp.flags" showname="Flags: 0x83" size="1" pos="1" show="0x83" value="83">"#,
            #"      <field name="smp.flags.rest" showname=".000 0011 = The rest: 3" size="1" pos="1" show="3" value="3" unmaskedvalue="83"/>"#,
            #"    <field name="smp.kind" showname="Kind: Answer &lt;&quot;&amp;&#x27;&gt; (0x0002)" size="2" pos="2" show="0x0002" value="0002"/>"#,
            #"    <field name="smp.addr" showname="Source or Destination Address: 192.0.2.1" hide="yes" size="4" pos="4" show="192.0.2.1" value="c0000201"/>"#,
            #"    <field name="smp.total" showname="Total: 23" size="0" pos="0" show="23"/>"#,
            #"      <field name="smp.size" showname="Size" size="4" pos="12" show="02:04:05:b4" value="020405b4">"#,
            #"  <proto name="fake-field-wrapper">"#, #"    <field name="data" value="686921">"#,
            #"</packet>"#, #"</pdml>"#,
        ] {
            #expect(lines.contains(line), "\(line)")
        }
        for (opening, closing) in [("<proto ", "</proto>"), ("<packet", "</packet>")] {
            #expect(text.components(opening) == text.components(closing))
        }
    }
}

extension String {
    /// How often a text stands in this one.
    fileprivate func components(_ text: String) -> Int {
        indices.count { self[$0...].hasPrefix(text) }
    }
}
