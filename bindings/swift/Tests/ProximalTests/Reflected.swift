// Values as they crossed against JSON as serde wrote it, by reflection: nothing here knows a type of Proximal's but two.
//
// Names of fields and cases are snake_case in JSON, camelCase in Swift. A case without values is its name, with one unnamed
// value {name: value}, with named ones {name: {..}}; nil is null or no key. Numbers within 1e-9, everything else exactly.

import Foundation

@testable import Proximal

enum JSON: Equatable {
    case null
    case bool(Bool)
    case int(Int64)
    case unsigned(UInt64)
    case double(Double)
    case string(String)
    case array([JSON])
    case object([String: JSON])

    init(_ data: Data) throws {
        self = try JSONDecoder().decode(Wrapped.self, from: data).json
    }

    /// Foundation's decoder, asked for each kind in turn.
    private struct Wrapped: Decodable {
        let json: JSON

        init(from decoder: any Decoder) throws {
            let one = try decoder.singleValueContainer()
            if one.decodeNil() {
                json = .null
            } else if let got = try? one.decode(Bool.self) {
                json = .bool(got)
            } else if let got = try? one.decode(Int64.self) {
                json = .int(got)
            } else if let got = try? one.decode(UInt64.self) {
                json = .unsigned(got)
            } else if let got = try? one.decode(Double.self) {
                json = .double(got)
            } else if let got = try? one.decode(String.self) {
                json = .string(got)
            } else if let got = try? one.decode([Wrapped].self) {
                json = .array(got.map(\.json))
            } else {
                json = .object(try one.decode([String: Wrapped].self).mapValues(\.json))
            }
        }
    }
}

/// Throws the path to the first thing in which `value` is not what `json` says.
func check(_ value: Any, is json: JSON, at path: String = "") throws {
    func differs() -> Difference { Difference("\(path): \(value), wanted \(json)") }
    switch (value, json) {
    case let (arg as SentenceArg, json):
        return try check(arg, is: json, at: path)
    case let (sounding as Sounding, .array(two)):
        guard two.count == 2 else { throw differs() }
        try check(sounding.tone, is: two[0], at: path + "[0]")
        return try check(sounding.length, is: two[1], at: path + "[1]")
    case let (got as Bool, .bool(wanted)):
        if got != wanted { throw differs() }
        return
    case let (got as String, .string(wanted)):
        if got != wanted { throw differs() }
        return
    case let (got as Double, json):
        guard let wanted = json.number, abs(got - wanted) <= 1e-9 * max(abs(wanted), 1) else { throw differs() }
        return
    case let (got as any BinaryInteger, json):
        switch json {
        case let .int(wanted) where Int64(exactly: got) == wanted: return
        case let .unsigned(wanted) where UInt64(exactly: got) == wanted: return
        default: throw differs()
        }
    default: break
    }
    let mirror = Mirror(reflecting: value)
    switch (mirror.displayStyle, json) {
    case (.optional, _):
        guard let some = mirror.children.first else {
            if json != .null { throw differs() }
            return
        }
        try check(some.value, is: json, at: path)
    case let (.collection, .array(all)):
        guard mirror.children.count == all.count else { throw differs() }
        for (nr, (child, json)) in zip(mirror.children, all).enumerated() {
            try check(child.value, is: json, at: "\(path)[\(nr)]")
        }
    case let (.dictionary, .object(all)):
        let pairs = value as? [String: Any] ?? [:]
        guard Set(pairs.keys) == Set(all.keys) else { throw differs() }
        for (key, child) in pairs {
            try check(child, is: all[key] ?? .null, at: "\(path).\(key)")
        }
    case let (.struct, .object(fields)), let (.tuple, .object(fields)):
        try check(mirror.children, are: fields, at: path)
    case let (.enum, .string(name)):
        guard mirror.children.isEmpty, "\(value)" == camel(name) else { throw differs() }
    case let (.enum, .object(one)):
        guard one.count == 1, let (name, json) = one.first, let child = mirror.children.first,
            child.label == camel(name)
        else { throw differs() }
        try check(child.value, is: json, at: "\(path).\(name)")
    default: throw differs()
    }
}

private func check(_ children: Mirror.Children, are fields: [String: JSON], at path: String) throws {
    var left = Dictionary(uniqueKeysWithValues: fields.map { (camel($0), $1) })
    for child in children {
        let name = child.label ?? ""
        let wanted = left.removeValue(forKey: name)
        // A sentence that is filled with nothing leaves that out.
        if wanted == nil, let args = child.value as? SentenceArgs, args.isEmpty { continue }
        try check(child.value, is: wanted ?? .null, at: "\(path).\(name)")
    }
    if let name = left.keys.first { throw Difference("\(path).\(name): not in Swift") }
}

/// What fills a sentence stands in JSON without its case.
private func check(_ arg: SentenceArg, is json: JSON, at path: String) throws {
    switch (arg, json) {
    case let (.word(word), json): try check(word, is: json, at: path)
    case let (.number(value, decimals), .object(fields)):
        try check(value, is: fields["value"] ?? .null, at: path + ".value")
        try check(decimals, is: fields["decimals"] ?? .null, at: path + ".decimals")
        if fields.count != 2 { throw Difference("\(path): \(arg), wanted \(json)") }
    default: throw Difference("\(path): \(arg), wanted \(json)")
    }
}

extension JSON {
    var number: Double? {
        switch self {
        case let .int(got): Double(got)
        case let .unsigned(got): Double(got)
        case let .double(got): got
        default: nil
        }
    }
}

/// `moment_of_loss_s` as `momentOfLossS`.
private func camel(_ name: String) -> String {
    let words = name.split(separator: "_")
    return words.dropFirst().reduce(String(words.first ?? "")) { $0 + $1.prefix(1).uppercased() + $1.dropFirst() }
}
