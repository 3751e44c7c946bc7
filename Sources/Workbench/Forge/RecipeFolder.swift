import Packets
import SystemCalls

/// The user's own recipes: one file each, which holds a packet expression.
enum RecipeFolder {
    /// A longer file is no recipe.
    private static let longest = 1 << 20
    private static let ending = ".packet"

    /// `ibuki/recipes` in the user's folder for settings; `nil` where there is none. XDG Base Directory Specification
    static var path: String? {
        if let folder = System.environment("XDG_CONFIG_HOME"), folder.hasPrefix("/") {
            return "\(folder)/ibuki/recipes"
        }
        return System.environment("HOME").map { "\($0)/.config/ibuki/recipes" }
    }

    /// Those that can be read, by their names.
    static func all() -> [ForgeRecipe] {
        guard let path else { return [] }
        return System.names(in: path).sorted().compactMap { file in
            guard file.hasSuffix(ending), !file.hasPrefix("."), System.isRegular("\(path)/\(file)"),
                let octets = try? System.octets(of: "\(path)/\(file)", upTo: longest)
            else { return nil }
            let text = String(decoding: octets, as: UTF8.self).filter { !$0.isNewline }
            return ForgeRecipe(name: String(file.dropLast(ending.count)), expression: text, isOwn: true)
        }
    }

    /// Writes one, in place of another of the name.
    ///
    /// - Returns: the file's path.
    static func save(_ expression: String, as name: String) throws -> String {
        guard let path, System.makeFolder(path) else {
            throw ForgeError(.value, "there is no folder for recipes: \(path ?? "set XDG_CONFIG_HOME")")
        }
        let file = "\(path)/\(name)\(ending)"
        do throws(ErrorNumber) {
            let descriptor = try System.openForWriting(file)
            defer { try? System.closeDescriptor(descriptor) }
            try System.write(descriptor, all: Array((expression + "\n").utf8))
        } catch { throw ForgeError(.value, "cannot write \(file): \(error)") }
        return file
    }
}
