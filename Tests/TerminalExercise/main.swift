import Foundation
import Terminal
import WidgetExercise

struct Thrown: Error {}

/// Says on standard error why it ends otherwise than asked.
func exercise() throws {
    if CommandLine.arguments.contains("--throw") {
        let device = try TerminalDevice()
        try device.enter()
        throw Thrown()
    }
    var interface = try UserInterface<Never, Never>(environment: ProcessInfo.processInfo.environment)
    var model = ExerciseModel(canTrap: true)
    try interface.run(
        &model, update: { $0.update($1) }, deadline: { _ in nil }, draw: { $0.draw(on: &$1) }, perform: { _ in })
}

do {
    try exercise()
} catch {
    FileHandle.standardError.write(Data("\(error)\n".utf8))
    exit(1)
}
