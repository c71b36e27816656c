// Errors as Swift has them. In: a `ProximalError`. Out: what can be done about it, and a sentence to show.

import Foundation

extension ProximalError {
    /// What the user can do about an error, without what it says.
    public enum Kind: String, Sendable, CaseIterable {
        /// Give something else.
        case invalidInput
        /// Open it again.
        case closed
        /// Try again in a moment.
        case busy
        /// Nothing: it was the user's wish.
        case cancelled
        /// Nothing: this device cannot.
        case unsupported
        /// Update Proximal.
        case newerSchema
        /// Make room, or look after the disk.
        case storage
        /// Restore a copy.
        case corrupt
        /// Wait: sync tries again by itself.
        case syncRetry
        /// Look after the sync settings.
        case syncRejected
        /// Report it.
        case `internal`
    }

    /// What the user can do about it.
    public var kind: Kind { parts.kind }

    /// The sentence to show, in no language yet; without personal data.
    public var text: Sentence { parts.text }

    /// One English line for whoever looks closer: where and what. It may name a file; do not send it anywhere.
    public var detail: String { parts.detail }

    /// The sentence to show.
    public func sentence(in lang: Lang = .preferred) -> String {
        errorSentence(error: self, lang: lang)
    }

    private var parts: (kind: Kind, text: Sentence, detail: String) {
        switch self {
        case let .InvalidInput(text, detail): (.invalidInput, text, detail)
        case let .Closed(text, detail): (.closed, text, detail)
        case let .Busy(text, detail): (.busy, text, detail)
        case let .Cancelled(text, detail): (.cancelled, text, detail)
        case let .Unsupported(text, detail): (.unsupported, text, detail)
        case let .NewerSchema(text, detail): (.newerSchema, text, detail)
        case let .Storage(text, detail): (.storage, text, detail)
        case let .Corrupt(text, detail): (.corrupt, text, detail)
        case let .SyncRetry(text, detail): (.syncRetry, text, detail)
        case let .SyncRejected(text, detail): (.syncRejected, text, detail)
        case let .Internal(text, detail): (.internal, text, detail)
        }
    }
}

extension ProximalError: LocalizedError {
    /// The sentence to show, in the user's language: what `localizedDescription` says.
    public var errorDescription: String? { sentence() }
}
