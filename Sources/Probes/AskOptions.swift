/// How questions are asked.
public struct AskOptions: Sendable {
    /// How long an answer is waited for each time a question is sent. An answer to an earlier sending counts as long as the
    /// question is open: for the timeout as often as it is sent.
    public var timeout = Duration.milliseconds(500)
    /// Whether answers are waited for less where others come much sooner, as `OpenQuestions` says.
    public var adapts = false
    /// How often a question is sent again that nobody answered.
    public var retries = 1
    /// How fast packets are sent at most; as fast as the link takes them when `nil`.
    public var rate: AskRate?
    /// Whether a question waits for more answers after the first.
    public var waitsForMore = false
    /// How many questions may be open at once. More are not sent before some are closed: that bounds the memory, and what
    /// hosts that do not answer are sent.
    public var limit = 16_384

    /// As the properties say.
    public init() {}
}
