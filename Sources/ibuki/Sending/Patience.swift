/// How long neighbours may take to answer.
struct Patience {
    var time = Duration.seconds(1)
    /// Whether it is less where others answer much sooner.
    var adapts = false
}
